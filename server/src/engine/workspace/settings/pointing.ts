import { isSettingsName } from '../../formats/settings';
import { settingsShape } from '../../formats/settings/settings-shape';
import { type Field, fieldOf, type Naming, shapeAt } from '../../formats/settings/shape';
import { nodeAt, pathAt, rangeOf } from '../../syntax/pointer';
import type { SyntaxTree } from '../../syntax/tree';
import type { SourcePointer, SourceRange, Uri } from '../../text/text';
import type { Snapshot } from '../snapshot';

/** What stands at a place of a settings file. */
export type Pointed =
  | { readonly is: 'key'; readonly key: string; readonly field: Field; readonly range: SourceRange }
  | { readonly is: 'name'; readonly names: Naming; readonly name: string; readonly range: SourceRange };

/** The known key, or the text that names something, at an offset of a settings file. */
export function pointedAt(snapshot: Snapshot, uri: Uri, offset: number): Pointed | undefined {
  const tree = isSettingsName(uri) ? snapshot.tree(uri) : undefined;
  if (!tree || tree.roots.length > 1) return undefined;
  const path = pathAt(tree, offset);
  return keyAt(tree, path, offset) ?? nameAt(tree, path, offset);
}

function keyAt(tree: SyntaxTree, path: readonly (string | number)[], offset: number): Pointed | undefined {
  const key = path.at(-1);
  if (typeof key !== 'string') return undefined;
  const range = rangeOf(tree, pointer(tree, path, 'key'));
  if (!holds(range, offset)) return undefined;
  const around = shapeAt(settingsShape, path.slice(0, -1));
  const above = around?.kind === 'either' ? around.map : around;
  if (above?.kind === 'entries') return { is: 'name', names: above.keys, name: key, range };
  const field = above && fieldOf(above, key);
  return field && { is: 'key', key, field, range };
}

function nameAt(tree: SyntaxTree, path: readonly (string | number)[], offset: number): Pointed | undefined {
  const shape = shapeAt(settingsShape, path);
  const node = nodeAt(tree, pointer(tree, path, 'value'));
  if (node?.kind !== 'scalar' || !holds(node.range, offset)) return undefined;
  if (shape?.kind !== 'text' && shape?.kind !== 'texts') return undefined;
  return { is: 'name', names: shape.names, name: node.raw, range: node.range };
}

function pointer(tree: SyntaxTree, path: readonly (string | number)[], part: SourcePointer['part']): SourcePointer {
  return { uri: tree.document.uri, path, part };
}

function holds({ start, end }: SourceRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
