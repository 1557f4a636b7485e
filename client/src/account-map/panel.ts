import * as vscode from 'vscode';
import type { MapPlace } from '../../../server/src/account-map';
import type { ViewState } from '../../webview/map/view-state';
import { type PanelMessage, readPageMessage } from '../../webview/messages';
import { failureDocument, mapDocument, pageFolder } from './panel-documents';
import { saveExport } from './save-export';
import { holdsFile, showSource } from './show-source';
import type { MapSurroundings } from './surroundings';

/** Under which a workspace remembers what the reader chose last. */
export const viewKey = 'accountMap.view';

/** One open panel with the map's page. While it is hidden it has no page: VS Code loads it anew when it is seen again. */
export class MapPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private isFailure: boolean | undefined;
  /** Whether the page listens. */
  private isReady = false;
  private wanted: string | undefined;

  /** `view`: what a reader chose in a panel before this one. */
  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly around: MapSurroundings,
    private view: ViewState | undefined,
  ) {
    const { source, extension } = around;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extension)] };
    const icon = (theme: string) => vscode.Uri.joinPath(extension, `media/map-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((value: unknown) => this.receive(value)),
      panel.onDidChangeViewState(() => this.noteSeen()),
      source.changed(() => this.show()),
      source.add(panel),
    ];
    this.show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What the reader chose so far. */
  get chosen(): ViewState | undefined {
    return this.view;
  }

  /** Selects what has the id and brings it into view, as soon as there is a map. */
  select(id: string): void {
    this.wanted = id;
    this.show();
  }

  private noteSeen(): void {
    if (this.panel.visible) this.around.source.look();
    else this.isReady = false;
  }

  private show(): void {
    const { state } = this.around.source;
    this.load(state.kind === 'failed');
    if (!this.isReady || state.kind !== 'drawn') return;
    this.post({ type: 'map', map: state.map, roots: (vscode.workspace.workspaceFolders ?? []).flatMap(spellings) });
    if (this.wanted !== undefined) this.post({ type: 'show', id: this.wanted });
    this.wanted = undefined;
  }

  private load(isFailure: boolean): void {
    if (this.isFailure === isFailure) return;
    this.isFailure = isFailure;
    this.isReady = false;
    const { webview } = this.panel;
    webview.html = isFailure ? failureDocument : mapDocument(webview, this.around.extension);
  }

  private post(message: PanelMessage): void {
    void this.panel.webview.postMessage(message);
  }

  private receive(value: unknown): void {
    const { output } = this.around;
    const message = readPageMessage(value);
    switch (message?.type) {
      case undefined:
        output.warn('the account map said what is no message');
        break;
      case 'ready':
        this.begin();
        break;
      case 'view':
        this.view = message.view;
        void this.around.memory.update(viewKey, message.view);
        break;
      case 'reveal':
        this.reveal(message.place, message.takesFocus);
        break;
      case 'export':
        void saveExport(message.kind, message.content);
        break;
      case 'problem':
        output.error(`in the account map: ${message.message}`);
        break;
    }
  }

  private begin(): void {
    this.isReady = true;
    if (this.view !== undefined) this.post({ type: 'restore', view: this.view });
    this.show();
  }

  private reveal(place: MapPlace, takesFocus: boolean): void {
    const { state } = this.around.source;
    if (state.kind === 'drawn' && holdsFile(state.map, place.file))
      void showSource(place, takesFocus, this.panel.viewColumn, this.around);
  }
}

/** Without a slash at the end: as VS Code writes it, for documents that are open, and as the server does, for all others. */
function spellings({ uri }: vscode.WorkspaceFolder): readonly string[] {
  const encoded = uri.toString().replace(/\/$/, '');
  return [encoded, encoded.replace(/%(?:2[1467-9A-C]|3[ABD]|40)/gi, decodeURIComponent)];
}
