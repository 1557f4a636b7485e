import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { MapSource } from './map-source';

/** What the parts of the map share. */
export interface MapSurroundings {
  readonly server: LanguageClient;
  readonly source: MapSource;
  /** The folder of the extension. */
  readonly extension: vscode.Uri;
  /** Of the workspace; lasts over sessions. */
  readonly memory: vscode.Memento;
  readonly output: vscode.LogOutputChannel;
}
