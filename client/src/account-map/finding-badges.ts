/** The number of findings behind a node of the tree, in the colour of the gravest. */
import * as vscode from 'vscode';
import type { MapFinding } from '../../../server/src/account-map';
import { counted } from '../../webview/map/words';

/** Nodes are no files: the scheme keeps other extensions' decorations away. */
const scheme = 'bulkhead-map';

const severities = ['error', 'warning', 'information', 'hint'] as const;

/** Says in its query what is to stand at the node. */
export function resourceUri(id: string, findings: readonly MapFinding[]): vscode.Uri {
  const count = new Set(findings.map(({ fingerprint }) => fingerprint)).size;
  const gravest = severities.find(one => findings.some(({ severity }) => severity === one));
  return vscode.Uri.from({ scheme, path: `/${id}`, query: gravest === undefined ? '' : `${gravest}=${count}` });
}

export function registerFindingBadges(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: uri => (uri.scheme === scheme ? decoration(uri.query) : undefined),
  });
}

const colours: ReadonlyMap<string, string> = new Map([
  ['error', 'list.errorForeground'],
  ['warning', 'list.warningForeground'],
]);

function decoration(query: string): vscode.FileDecoration | undefined {
  const [severity = '', number] = query.split('=');
  if (number === undefined) return undefined;
  const count = Number(number);
  const colour = colours.get(severity);
  // VS Code takes two letters.
  return {
    badge: count > 99 ? '99' : String(count),
    tooltip: counted(count, 'finding'),
    ...(colour !== undefined && { color: new vscode.ThemeColor(colour) }),
  };
}
