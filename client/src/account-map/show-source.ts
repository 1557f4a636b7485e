import * as vscode from 'vscode';
import type { AccountMap, MapPlace, MapRange } from '../../../server/src/account-map';
import { type MapTarget, mapPlace } from '../../../server/src/protocol';
import { ask } from '../server-process';
import type { MapSurroundings } from './surroundings';

/** Opens what stands at a place of the map, in another column than the map's. */
export async function showSource(
  place: MapPlace,
  takesFocus: boolean,
  mapColumn: vscode.ViewColumn | undefined,
  around: MapSurroundings,
): Promise<void> {
  try {
    const { file, range } = await writtenPlace(place, around);
    const uri = vscode.Uri.parse(file);
    const { start, end } = range;
    await vscode.window.showTextDocument(uri, {
      viewColumn: columnFor(uri, mapColumn),
      preserveFocus: !takesFocus,
      selection: new vscode.Range(start.line, start.character, end.line, end.character),
    });
  } catch (error) {
    around.output.error(`${place.file} cannot be shown`, error);
    const path = vscode.workspace.asRelativePath(vscode.Uri.parse(place.file));
    await vscode.window.showErrorMessage(`${path} cannot be shown.`);
  }
}

/** Whether a file is one that the map speaks of. */
export function holdsFile({ accounts, resources, edges }: AccountMap, file: string): boolean {
  const stacks = accounts.flatMap(account => account.stacks);
  const places: readonly (readonly { readonly file?: string }[])[] = [
    resources,
    stacks,
    ...resources.map(({ findings }) => findings),
    ...edges.map(({ because }) => because),
    ...[...accounts, ...stacks].map(({ evidence }) => evidence),
  ];
  return places.some(list => list.some(one => one.file === file));
}

/** Where a person wrote it, in the text of now: texts move without the map being another. */
async function writtenPlace(place: MapPlace, { server, source }: MapSurroundings): Promise<MapPlace> {
  const target = source.state.kind === 'drawn' ? targetAt(source.state.map, place) : undefined;
  return (target && (await ask(server, mapPlace, target))) ?? place;
}

/** Undefined for what is neither a resource's nor an edge's, such as a finding. */
function targetAt({ resources, edges }: AccountMap, place: MapPlace): MapTarget | undefined {
  const isThere = (file: string | undefined, range: MapRange | undefined) =>
    file === place.file && range !== undefined && isSame(range, place.range);
  const resource = resources.find(({ file, range }) => isThere(file, range));
  if (resource !== undefined) return { resource: resource.id };
  const edge = edges.find(({ because: [first] }) => isThere(first?.file, first?.range));
  return edge && { from: edge.from, to: edge.to, how: edge.how };
}

function isSame(a: MapRange, b: MapRange): boolean {
  return isSamePosition(a.start, b.start) && isSamePosition(a.end, b.end);
}

function isSamePosition(a: MapRange['start'], b: MapRange['start']): boolean {
  return a.line === b.line && a.character === b.character;
}

/** Where the document is open already, else where other documents are, else a new column. */
function columnFor(uri: vscode.Uri, mapColumn: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const others = vscode.window.tabGroups.all.filter(({ viewColumn }) => viewColumn !== mapColumn);
  const holder = others.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
  const active = others.find(({ isActive }) => isActive);
  return (holder ?? active ?? others[0])?.viewColumn ?? vscode.ViewColumn.Beside;
}
