/** The map's nodes as the side bar shows them. */
import * as vscode from 'vscode';
import type { MapFinding, MapTier } from '../../../server/src/account-map';
import type { Item } from '../../webview/map/outline';
import { placeOf } from '../../webview/map/places';
import { environmentInWords, itemInWords } from '../../webview/map/words';
import { isPrincipal } from './choose';
import { resourceUri } from './finding-badges';

/** The command of a click. */
export const openNode = 'bulkhead.openNode';

/** VS Code keeps what is unfolded and selected by the node's id. */
export function treeItem(item: Item): vscode.TreeItem {
  const place = placeOf(item);
  return {
    id: item.id,
    label: item.name,
    collapsibleState: foldOf(item),
    iconPath: new vscode.ThemeIcon(iconOf(item), colourOf(item.tier)),
    description: descriptionOf(item),
    tooltip: tooltipOf(item),
    accessibilityInformation: { label: itemInWords(item) },
    contextValue: contextOf(item),
    resourceUri: resourceUri(item.id, item.findings),
    ...(place && { command: { command: openNode, title: 'Show the Source', arguments: [place] } }),
  };
}

function foldOf({ kind, children }: Item): vscode.TreeItemCollapsibleState {
  if (children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return kind === 'account' ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function descriptionOf(item: Item): string {
  switch (item.kind) {
    case 'account':
      return [environmentInWords(item), item.mixes.length > 0 && 'mixed', item.account.name && item.account.id]
        .filter(Boolean)
        .join(' · ');
    case 'stack':
      return [item.stack.environment, item.stack.region].filter(Boolean).join(' · ');
    case 'outside':
      return '';
    case 'resource':
      return item.resource.type.replace(/^AWS::/, '') || item.resource.kind;
  }
}

const shownFindings = 8;

function tooltipOf(item: Item): string {
  const mixes = item.kind === 'account' ? item.mixes.map(({ message }) => message) : [];
  const said = [...new Set([...mixes, ...item.findings.map(sentenceOf)])];
  const rest = said.length > shownFindings ? [`and ${said.length - shownFindings} more`] : [];
  return [itemInWords(item), ...said.slice(0, shownFindings), ...rest].join('\n');
}

function sentenceOf({ severity, message, rule }: MapFinding): string {
  return `${severity}: ${message} (${rule})`;
}

/** What menus ask of. */
function contextOf(item: Item): string {
  return item.kind === 'resource' && isPrincipal(item.resource) ? 'principal' : item.kind;
}

const tierIcons: Readonly<Record<MapTier | 'unknown', string>> = {
  production: 'shield',
  staging: 'layers',
  test: 'beaker',
  development: 'code',
  unknown: 'question',
};

const kindIcons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    role: 'person',
    user: 'account',
    group: 'organization',
    'permission-set': 'verified',
    compute: 'server-process',
    pipeline: 'rocket',
    workflow: 'rocket',
    data: 'database',
    secret: 'lock',
    key: 'key',
    federated: 'globe',
    service: 'gear',
    account: 'server-environment',
    repository: 'repo',
    anyone: 'globe',
    administrator: 'star',
  }),
);

function iconOf(item: Item): string {
  switch (item.kind) {
    case 'account':
      return tierIcons[item.tier ?? 'unknown'];
    case 'stack':
      return 'package';
    case 'outside':
      return 'link-external';
    case 'resource':
      return kindIcons.get(item.resource.kind) ?? 'symbol-misc';
  }
}

/** As the map has them. */
const tierColours: Readonly<Record<MapTier, string>> = {
  production: 'charts.red',
  staging: 'charts.purple',
  test: 'charts.yellow',
  development: 'charts.blue',
};

function colourOf(tier: MapTier | undefined): vscode.ThemeColor | undefined {
  return tier && new vscode.ThemeColor(tierColours[tier]);
}
