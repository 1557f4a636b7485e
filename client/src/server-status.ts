import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { status, type WorkspaceStatus } from '../../server/src/protocol';

/** What the server says of the workspace, for all who follow it: a notification has one listener. */
export function followStatus(server: LanguageClient): vscode.EventEmitter<WorkspaceStatus> {
  const told = new vscode.EventEmitter<WorkspaceStatus>();
  server.onNotification(status.method, (now: WorkspaceStatus) => told.fire(now));
  return told;
}
