/** What of the map somebody means, by an argument, a place in the editor or a choice. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { AccountMap, MapAccount, MapResource } from '../../../server/src/account-map';
import { type EditorPlace, mapSelectionAt } from '../../../server/src/protocol';
import { number, object, text } from '../../webview/shapes';
import { ask } from '../server-process';

const editorPlace = object<EditorPlace>({ uri: text, position: object({ line: number, character: number }) });
const node = object<{ readonly id: string }>({ id: text });

/** By a command's argument: a code lens gives a place, the tree one of its nodes; menus of editors give something else. */
export async function idIn(given: unknown, server: LanguageClient): Promise<string | undefined> {
  if (node(given)) return given.id;
  return editorPlace(given) ? (await idsAt(given, server))[0] : undefined;
}

/** What stands under the cursor; undefined where nothing of the map does. */
export async function idAtCursor(server: LanguageClient): Promise<string | undefined> {
  const place = cursorPlace(server);
  return place && (await idsAt(place, server))[0];
}

/** The principal under the cursor, else the one that somebody picks: of one that stands in several places, the place. */
export async function choosePrincipal(map: AccountMap, server: LanguageClient): Promise<string | undefined> {
  const place = cursorPlace(server);
  const here = new Set(place && (await idsAt(place, server)));
  const all = map.resources.filter(isPrincipal);
  const meant = all.filter(({ id }) => here.has(id));
  return meant.length === 1 ? meant[0]!.id : pick(meant.length > 0 ? meant : all, map);
}

/** A resource, once for each landing, or stacks. */
async function idsAt(place: EditorPlace, server: LanguageClient): Promise<readonly string[]> {
  const found = await ask(server, mapSelectionAt, place);
  return found ? [...found.resources, ...found.stacks] : [];
}

function cursorPlace(server: LanguageClient): EditorPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: server.code2ProtocolConverter.asUri(editor.document.uri), position: { line, character } };
}

/** Who can do something: what has a blast radius. */
export function isPrincipal({ kind }: Pick<MapResource, 'kind'>): boolean {
  return principals.has(kind);
}

const principals: ReadonlySet<string> = new Set([
  ...['role', 'user', 'group', 'permission-set', 'compute', 'pipeline'],
  ...['workflow', 'federated', 'account', 'repository', 'anyone'],
]);

async function pick(resources: readonly MapResource[], map: AccountMap): Promise<string | undefined> {
  const groups = groupsOf(map);
  const items = resources
    .map(resource => ({ label: resource.name, id: resource.id, ...described(resource, groups.get(resource.id)) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: items.length > 0 ? 'Whose blast radius?' : 'No role, user or function was found in this workspace.',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.id;
}

interface Group {
  readonly account: MapAccount;
  /** Undefined for what no document defines. */
  readonly stack: string | undefined;
}

/** By the ids of resources. */
function groupsOf({ accounts }: AccountMap): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const account of accounts) {
    for (const id of account.outside) groups.set(id, { account, stack: undefined });
    for (const { name, resources } of account.stacks)
      for (const id of resources) groups.set(id, { account, stack: name });
  }
  return groups;
}

function described(resource: MapResource, group: Group | undefined): { description: string; detail: string } {
  const account = group?.account.name ?? group?.account.id ?? 'unknown account';
  return {
    description: resource.type === '' ? resource.kind : resource.type,
    detail: [account, group?.stack, resource.environment ?? group?.account.environment].filter(Boolean).join(' · '),
  };
}
