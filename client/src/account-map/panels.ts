import * as vscode from 'vscode';
import type { ViewState } from '../../webview/map/view-state';
import { readView } from '../../webview/messages';
import { MapPanel, viewKey } from './panel';
import type { MapSurroundings } from './surroundings';

const viewType = 'bulkhead.accountMap';

/** The one panel with the map: opened when it is asked for, brought back after the window was reloaded. */
export class MapPanels implements vscode.WebviewPanelSerializer<unknown>, vscode.Disposable {
  private readonly registration: vscode.Disposable;
  private open: MapPanel | undefined;
  /** What the reader had chosen in the panel that was closed last. */
  private last: ViewState | undefined;

  constructor(private readonly around: MapSurroundings) {
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  dispose(): void {
    this.registration.dispose();
    this.open?.dispose();
  }

  /** Beside the code where there is code. `id`: what is to be selected on the map. */
  show(id?: string): void {
    if (this.open !== undefined) this.open.panel.reveal(undefined, false);
    else this.adopt(createPanel(), this.last);
    if (id !== undefined) this.open?.select(id);
  }

  /** Where sources are not to be opened; undefined while there is no map. */
  get column(): vscode.ViewColumn | undefined {
    return this.open?.panel.viewColumn;
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.open?.panel.dispose();
    // VS Code saves a panel's own state now and then, and so perhaps not what was chosen last.
    this.adopt(panel, readView(this.around.memory.get(viewKey)) ?? readView(state));
  }

  private adopt(panel: vscode.WebviewPanel, view: ViewState | undefined): void {
    const open = new MapPanel(panel, this.around, view);
    this.open = open;
    panel.onDidDispose(() => {
      open.dispose();
      if (this.open !== open) return;
      this.last = open.chosen;
      this.open = undefined;
    });
  }
}

function createPanel(): vscode.WebviewPanel {
  const isFirstBeside = vscode.window.activeTextEditor !== undefined && vscode.window.tabGroups.all.length === 1;
  const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  const panel = vscode.window.createWebviewPanel(viewType, 'Account Map', column);
  if (isFirstBeside) void vscode.commands.executeCommand('vscode.setEditorLayout', twoColumns);
  return panel;
}

/** Halves would be too narrow for a picture of several accounts. */
const twoColumns = { orientation: 0, groups: [{ size: 0.38 }, { size: 0.62 }] };
