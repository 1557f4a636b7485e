import * as vscode from 'vscode';
import type { ExportKind } from '../../webview/messages';

interface FileKind {
  readonly name: string;
  readonly ending: string;
}

const files: Readonly<Record<ExportKind, FileKind>> = {
  svg: { name: 'SVG', ending: 'svg' },
  html: { name: 'Web page', ending: 'html' },
  mermaid: { name: 'Mermaid', ending: 'mmd' },
  json: { name: 'JSON', ending: 'json' },
};

/** Asks where, writes it, and offers to open it. */
export async function saveExport(kind: ExportKind, content: string): Promise<void> {
  const { name, ending } = files[kind];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title: 'Export the Account Map',
    filters: { [name]: [ending] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `account-map.${ending}`) }),
  });
  if (file === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
  } catch (error) {
    await vscode.window.showErrorMessage(`The account map could not be written: ${reasonOf(error)}`);
    return;
  }
  const open = 'Open';
  const path = vscode.workspace.asRelativePath(file);
  const chosen = await vscode.window.showInformationMessage(`The account map was written to ${path}`, open);
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', file);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
