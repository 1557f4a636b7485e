import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { AccountMap } from '../../../server/src/account-map';
import { accountMap, accountMapChanged, type WorkspaceStatus } from '../../../server/src/protocol';
import { ask } from '../server-process';

/** What is known of the map. A map that is no longer true stays until there is another. */
export type MapState =
  /** The server starts, or reads the workspace for the first time. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'drawn'; readonly map: AccountMap }
  /** The server is not there, or did not answer. */
  | { readonly kind: 'failed' };

/** Whoever shows the map. */
export interface MapViewer {
  readonly visible: boolean;
}

/** The account map for all who show it: asked for once for all of them, and only while somebody looks. */
export class MapSource implements vscode.Disposable {
  private readonly onChange = new vscode.EventEmitter<MapState>();
  private readonly viewers = new Set<MapViewer>();
  private readonly subscriptions: vscode.Disposable[];
  private now: MapState = { kind: 'reading' };
  private hasRead = false;
  private isOld = true;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly server: LanguageClient,
    status: vscode.Event<WorkspaceStatus>,
  ) {
    this.subscriptions = [
      this.onChange,
      status(({ state }) => this.noteRead(state === 'ready')),
      server.onNotification(accountMapChanged.method, () => this.noteOld()),
      server.onDidChangeState(({ newState }) => this.noteServer(newState)),
    ];
  }

  readonly changed = this.onChange.event;

  get state(): MapState {
    return this.now;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** From here on the viewer is kept up to date while it is visible. */
  add(viewer: MapViewer): vscode.Disposable {
    this.viewers.add(viewer);
    this.look();
    return { dispose: () => this.viewers.delete(viewer) };
  }

  /** To be called when a viewer became visible. */
  look(): void {
    const isSeen = [...this.viewers].some(({ visible }) => visible);
    if (isSeen && this.isOld && this.hasRead) void this.current();
  }

  /** What is known once there is a map, or none is to be had. */
  async known(): Promise<MapState> {
    while (this.now.kind === 'reading') await nextOf(this.changed);
    return this.now;
  }

  /** The map of now; undefined when there is none. */
  async current(): Promise<AccountMap | undefined> {
    while (this.isOld && this.server.state === State.Running) {
      this.asking ??= this.ask().finally(() => {
        this.asking = undefined;
      });
      await this.asking;
    }
    return this.now.kind === 'drawn' ? this.now.map : undefined;
  }

  private async ask(): Promise<void> {
    // What changes from here on, the answer may not know yet.
    this.isOld = false;
    const map = await ask(this.server, accountMap, null);
    if (map !== undefined) this.set({ kind: 'drawn', map });
    else if (this.server.state === State.Running) this.set({ kind: 'failed' });
  }

  private noteRead(isReady: boolean): void {
    if (!isReady) return;
    this.hasRead = true;
    // The workspace may be another than the one for which there was no answer.
    if (this.now.kind === 'failed') this.isOld = true;
    this.look();
  }

  private noteOld(): void {
    this.isOld = true;
    this.look();
  }

  private noteServer(state: State): void {
    this.hasRead = false;
    this.isOld = true;
    if (this.now.kind === 'drawn') return;
    this.set({ kind: state === State.Stopped ? 'failed' : 'reading' });
  }

  private set(state: MapState): void {
    this.now = state;
    this.onChange.fire(state);
  }
}

function nextOf<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise(resolve => {
    const once = event(value => {
      once.dispose();
      resolve(value);
    });
  });
}
