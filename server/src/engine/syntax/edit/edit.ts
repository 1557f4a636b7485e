import type { Json } from '../../text/json';
import type { SourcePointer, TextEdit } from '../../text/text';
import type { NewParameter, StructuralEdit } from '../structural-edit';
import type { SyntaxTree } from '../tree';
import { yamlString } from '../yaml/strings';
import { blockEntry, blockItem, blockRemove, blockReplace } from './block';
import { intoBlock } from './block-attribute';
import { commentAbove, removeComment } from './comment';
import { flowEntry, flowInsert, flowRemove, flowReplace, flowValue, rangesOf } from './flow';
import { mannerOf } from './manner';
import { declarationOf, referenceIn, sectionAbove } from './parameter';
import { child, holdsAliases, inside, locate, type Page, type Place } from './place';
import { reworded } from './reword';
import { valueFrom } from './value';
import { wrapInList } from './wrap';
import { writeJson } from './write-json';
import { type YamlManner, yamlBlock } from './write-yaml';

/**
 * A structural edit in the manner of its document. Undefined when its target is gone, when it stands elsewhere too (an alias, a
 * merge key), when it stands in a string that cannot hold the new text, and in TOML, where only comments are written.
 * An edit of nothing says that all is as it should be.
 */
export function render(tree: SyntaxTree, edit: StructuralEdit): TextEdit | undefined {
  if (tree.language === 'toml' && edit.kind !== 'comment') return undefined;
  switch (edit.kind) {
    case 'replace':
      return replace(found(tree, edit.at), edit.value);
    case 'insert':
      if (tree.language === 'hcl') return intoBlock(tree, edit.into.path, edit.key, edit.value);
      return insert(tree, edit.into.path, edit.key, edit.value);
    case 'append':
      return append(tree, edit.to.path, edit.value);
    case 'insert-after':
      return insertAfter(found(tree, edit.at), edit.value);
    case 'remove':
      if (edit.at.comment !== undefined) return removeComment(tree, edit.at);
      return remove(edit.andEmptied ? outermostEmptied(found(tree, edit.at)) : found(tree, edit.at));
    case 'comment':
      return commentAbove(tree, edit.at.path, edit.text);
    case 'reword':
      return reworded(tree, edit);
    case 'declare':
      return declared(tree, edit.parameter);
    case 'refer':
      return referred(tree, edit.at.path, edit.parameter);
  }
}

function declared(tree: SyntaxTree, parameter: NewParameter): TextEdit | undefined {
  const declaration = declarationOf(tree, parameter);
  if (!declaration || declaration === 'there') return declaration && nothing;
  if ('out' in declaration) return remove(found(tree, { path: declaration.out }));
  return sectionAbove(tree, declaration) ?? insert(tree, declaration.into, declaration.key, declaration.value);
}

function referred(tree: SyntaxTree, path: Path, parameter: NewParameter): TextEdit | undefined {
  const reference = referenceIn(tree, path, parameter);
  if (!reference || reference === 'there') return reference && nothing;
  return 'value' in reference ? replace(reference.place, reference.value) : reference;
}

const nothing: TextEdit = { range: { start: 0, end: 0 }, text: '' };

/** The text of a document that does not exist yet: YAML. */
export function renderNew(edits: readonly StructuralEdit[]): string {
  return `${yamlBlock(valueFrom(edits), newYaml, 0)}\n`;
}

const newYaml: YamlManner = { eol: '\n', unit: 2, listIndent: 2, quote: 'double', shortTags: true };

type Path = readonly (string | number)[];

/** The place of a pointer, if all of its path is there and stands only there. */
function found(tree: SyntaxTree, at: Pick<SourcePointer, 'path'>): Place | undefined {
  const place = locate(tree, at.path);
  return place?.steps === at.path.length && !place.shared ? place : undefined;
}

function replace(place: Place | undefined, value: Json): TextEdit | undefined {
  if (!place) return undefined;
  const { page, node, seat } = place;
  const quoted = sameQuotes(place, value);
  if (quoted !== undefined) return page.lift({ range: node.range, text: quoted });
  if (seat && !seat.parent.flow) return lift(page, blockReplace(page, seat, node, value));
  if (seat || page.language !== 'yaml' || node.kind === 'scalar' || node.flow)
    return lift(page, flowReplace(page, seat, node, value));
  const collection = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  const text = collection ? yamlBlock(value, page.manner.yaml, 0) : flowValue(page, value, '');
  return page.lift({ range: node.range, text });
}

/** A string in the quotes of the one it replaces. */
function sameQuotes({ page, node }: Place, value: Json): string | undefined {
  if (page.language !== 'yaml' || typeof value !== 'string' || node.kind !== 'scalar' || node.tag !== undefined)
    return undefined;
  if (node.style !== 'single' && node.style !== 'double') return undefined;
  return yamlString(value, { flow: true, quote: node.style, always: true });
}

function insert(tree: SyntaxTree, path: Path, key: string, value: Json): TextEdit | undefined {
  const place = locate(tree, path);
  if (!place) return firstOf(tree, nested(path, { [key]: value }));
  const [first, ...rest] = path.slice(place.steps);
  return first === undefined
    ? insertEntry(place, key, value)
    : insertMissing(place, first, nested(rest, { [key]: value }));
}

/** The first entry of a path that is not there yet. */
function insertMissing(place: Place, step: string | number, value: Json): TextEdit | undefined {
  return typeof step === 'string' ? insertEntry(place, step, value) : undefined;
}

function insertEntry(reached: Place, key: string, value: Json): TextEdit | undefined {
  const place = inside(reached) ?? reached;
  const { page, node, seat } = place;
  if (place.shared) return undefined;
  if (node.kind === 'scalar') return node.value === null ? replace(place, { [key]: value }) : undefined;
  if (node.kind === 'list') return undefined;
  const there = child(place, key);
  if (there) return there.shared ? undefined : replace(there, value);
  if (!node.flow) return page.lift(blockEntry(page, node, key, value));
  if (node.entries.length === 0 && seat && !seat.parent.flow && takesLines(value))
    return replace(place, { [key]: value });
  return page.lift(flowInsert(page, node, rangesOf(node).length - 1, indent => flowEntry(page, key, value, indent)));
}

function append(tree: SyntaxTree, path: Path, value: Json): TextEdit | undefined {
  const reached = locate(tree, path);
  if (!reached) return firstOf(tree, nested(path, [value]));
  const [first, ...rest] = path.slice(reached.steps);
  if (first !== undefined) return insertMissing(reached, first, nested(rest, [value]));
  const within = inside(reached);
  const place = within?.node.kind === 'list' ? within : reached;
  const { page, node, seat } = place;
  if (place.shared) return undefined;
  if (node.kind === 'scalar' && node.value === null) return replace(place, [value]);
  if (node.kind === 'list' && holdsAliases(node)) return undefined;
  if (node.kind !== 'list') return lift(page, wrapInList(page, seat, node, value));
  const last = node.items[node.items.length - 1];
  if (!node.flow && last) return page.lift(blockItem(page, node, last, value));
  if (!last && seat && !seat.parent.flow && takesLines(value)) return replace(place, [value]);
  return page.lift(flowInsert(page, node, node.items.length - 1, indent => flowValue(page, value, indent)));
}

function insertAfter(place: Place | undefined, value: Json): TextEdit | undefined {
  if (place?.seat?.kind !== 'item') return undefined;
  const { page, node, seat } = place;
  const { parent, index } = seat;
  if (parent.flow && holdsAliases(parent)) return undefined;
  if (!parent.flow) return page.lift(blockItem(page, parent, node, value));
  return page.lift(flowInsert(page, parent, index, indent => flowValue(page, value, indent)));
}

function remove(place: Place | undefined): TextEdit | undefined {
  if (!place?.seat || !place.parent) return undefined;
  const { page, node, seat, parent } = place;
  if (seat.parent.flow && seat.kind === 'item' && holdsAliases(seat.parent)) return undefined;
  if (seat.parent.flow) return page.lift(flowRemove(page, seat));
  const { range } = seat.kind === 'entry' ? seat.entry : node;
  const alone = rangesOf(seat.parent).length === 1 && seat.parent.range.end === range.end;
  return alone ? replace(parent, seat.kind === 'entry' ? {} : []) : lift(page, blockRemove(page, seat, node));
}

/** The place that would be empty without this one, and what would be empty without that, up to the root. */
function outermostEmptied(place: Place | undefined): Place | undefined {
  const { seat, parent } = place ?? {};
  if (!seat || !parent?.seat) return place;
  const { length } = seat.kind === 'entry' ? seat.parent.entries : seat.parent.items;
  return length === 1 ? outermostEmptied(parent) : place;
}

function lift(page: Page, edit: TextEdit | undefined): TextEdit | undefined {
  return edit && page.lift(edit);
}

function takesLines(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

/** The value at the end of a path that is not there. */
function nested(path: Path, value: Json): Json {
  return path.reduceRight<Json>((held, step) => ({ [step]: held }), value);
}

/** A value as the whole of a text in which nothing is written but comments. */
function firstOf(tree: SyntaxTree, value: Json): TextEdit | undefined {
  const { text } = tree.document;
  const { eol, json, yaml } = mannerOf(tree);
  const range = { start: text.length, end: text.length };
  const before = text === '' || /[\r\n]$/.test(text) ? '' : eol;
  if (tree.language === 'json')
    return { range, text: `${before}${writeJson(value, { ...json, unit: '  ' }, '')}${eol}` };
  return tree.language === 'yaml' ? { range, text: `${before}${yamlBlock(value, yaml, 0)}${eol}` } : undefined;
}
