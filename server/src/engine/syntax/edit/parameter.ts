/** A word that is written out as a parameter: where it is declared, and what refers to it. */
import type { Json } from '../../text/json';
import { lineStart } from '../../text/line';
import type { TextEdit } from '../../text/text';
import { decoded } from '../decoded';
import type { NewParameter } from '../structural-edit';
import { entryOf, get, type ScalarNode, type SyntaxNode, type SyntaxTree } from '../tree';
import { yamlString } from '../yaml/strings';
import { mannerOf } from './manner';
import { child, locate, type Place } from './place';
import { yamlBlock } from './write-yaml';

type Path = readonly (string | number)[];

export interface Declaration {
  readonly into: Path;
  readonly key: string;
  readonly value: Json;
}

/**
 * What declares the parameter; of one that the document has, the path of its default, or `there`. Undefined where all names for it
 * mean something else.
 */
export function declarationOf(
  tree: SyntaxTree,
  parameter: NewParameter,
): Declaration | { out: Path } | 'there' | undefined {
  const named = namedIn(tree, parameter);
  if (!named) return undefined;
  const { allowed, of } = parameter;
  const into = [sectionOf(of)];
  if (named.there) {
    const usual = usualOf(named.there);
    return usual ? { out: [...into, named.name, usual.key] } : 'there';
  }
  if (of === 'module') return { into, key: named.name, value: { type: 'string' } };
  const chosen = allowed.length > 0 ? { AllowedValues: allowed } : {};
  return { into, key: named.name, value: { Type: 'String', ...chosen } };
}

function sectionOf(of: NewParameter['of']): string {
  return of === 'module' ? 'variable' : 'Parameters';
}

/** The section for parameters of a YAML template that has none: above its resources, and the comment of those. */
export function sectionAbove(
  tree: SyntaxTree,
  { into: [section = ''], key, value }: Declaration,
): TextEdit | undefined {
  const { root } = tree;
  const resources = entryOf(root, 'Resources');
  if (tree.language !== 'yaml' || root?.kind !== 'map' || root.flow || !resources || entryOf(root, String(section)))
    return undefined;
  const { text } = tree.document;
  const { eol, yaml } = mannerOf(tree);
  const at = startWithComments(text, resources.key.range.start, root.range.start);
  const blank = /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, at)) ? eol : '';
  const written = yamlBlock({ [section]: { [key]: value } }, yaml, 0);
  return { range: { start: at, end: at }, text: `${written}${eol}${blank}` };
}

/** The line of `from`, or the first of the lines right above it that are comments; none above `first`. */
function startWithComments(text: string, from: number, first: number): number {
  let at = Math.max(lineStart(text, from), Math.min(first, from));
  while (at > first) {
    const above = lineStart(text, at - 1 - (text.slice(at - 2, at) === '\r\n' ? 1 : 0));
    if (above < first || !/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}

interface Named {
  readonly name: string;
  /** What declares it already. */
  readonly there?: SyntaxNode;
}

/** One for the environment that may be the word; else the first name that is free. */
function namedIn({ root }: SyntaxTree, parameter: NewParameter): Named | undefined {
  const { of, name } = parameter;
  const declarations = get(root, sectionOf(of));
  const entries = declarations?.kind === 'map' ? declarations.entries : [];
  const same = called
    .map(([pattern, isUnsure]) => {
      const isCalled = (key: string) => pattern.test(key.replaceAll('_', ''));
      return entries.find(({ key, value }) => isCalled(key.raw) && mayBe(value, parameter.word, isUnsure));
    })
    .find(entry => entry !== undefined);
  if (same) return { name: same.key.raw, there: same.value };
  if (declarations && declarations.kind !== 'map') return undefined;
  const free = [name, of === 'module' ? `${name}_name` : `${name}Name`].find(one => isFree(one, root, of));
  return free === undefined ? undefined : { name: free };
}

/** What a parameter for the environment is called; whether others are called so too. */
const called: readonly (readonly [name: RegExp, isUnsure: boolean])[] = [
  [/^(?:deployment)?env(?:ironment)?(?:name|type)?$/i, false],
  [/^(?:deployment)?stage(?:name)?$/i, true],
];

/** Parameters and resources of a template share their names. */
function isFree(name: string, root: SyntaxNode | undefined, of: NewParameter['of']): boolean {
  const taken = of === 'module' ? [sectionOf(of)] : [sectionOf(of), 'Resources'];
  return taken.every(section => get(get(root, section), name) === undefined);
}

/** Whether a parameter is a string that whoever deploys may choose to be the word; `surely`: it says the word itself. */
function mayBe(declaration: SyntaxNode, word: string, surely: boolean): boolean {
  const type = get(declaration, 'Type') ?? get(declaration, 'type');
  if (type && !(type.kind === 'scalar' && /^string$/i.test(type.raw))) return false;
  const allowed = get(declaration, 'AllowedValues');
  if (allowed?.kind === 'list') return allowed.items.some(item => item.kind === 'scalar' && item.raw === word);
  const usual = usualOf(declaration);
  return usual?.value === word || (usual === undefined && !surely);
}

/** What it is where nobody chooses; an empty value for one that is no word. */
function usualOf(declaration: SyntaxNode): { readonly key: string; readonly value: string } | undefined {
  for (const key of ['Default', 'default']) {
    const usual = get(declaration, key);
    if (usual) return { key, value: usual.kind === 'scalar' ? usual.raw : '' };
  }
  return undefined;
}

/** Another value for a place, or an edit of what is written there. */
type Reference = { readonly place: Place; readonly value: Json } | TextEdit;

/** Undefined where the word is not there once, or where nothing may be referred to. */
export function referenceIn(tree: SyntaxTree, path: Path, parameter: NewParameter): Reference | 'there' | undefined {
  const place = locate(tree, path);
  const name = namedIn(tree, parameter)?.name;
  if (place?.steps !== path.length || name === undefined) return undefined;
  if (parameter.of === 'template' && place.page.tree !== tree) return undefined;
  if (refersTo(place.node, name, parameter.of)) return 'there';
  if (place.shared) return undefined;
  return parameter.of === 'module'
    ? interpolated(place, `\${var.${name}}`, parameter.word)
    : calling(place, name, parameter.word);
}

function refersTo(node: SyntaxNode, name: string, of: NewParameter['of']): boolean {
  if (of === 'module') return node.kind === 'scalar' && node.raw.includes(`\${var.${name}}`);
  const argument = node.tag === undefined ? (get(node, 'Ref') ?? get(node, 'Fn::Sub')) : node;
  const text = argument?.kind === 'list' ? argument.items[0] : argument;
  if (text?.kind !== 'scalar' || (text === node && node.tag === undefined)) return false;
  return text.raw.includes(`\${${name}}`) || (isRef(node) && text.raw === name);
}

function isRef(node: SyntaxNode): boolean {
  return node.tag === '!Ref' || get(node, 'Ref') !== undefined;
}

function interpolated({ page, node }: Place, reference: string, word: string): TextEdit | undefined {
  if (node.kind !== 'scalar' || node.tag !== undefined) return undefined;
  const at = wordIn(node.raw, word);
  return at === undefined ? undefined : page.lift(written(page.tree, node, at, word, reference));
}

/** In a template only the strings of properties, of `Fn::Sub` and of the items that `Fn::Join` joins may be functions. */
function calling(place: Place, name: string, word: string): Reference | undefined {
  if (!mayCall(place)) return undefined;
  const inFunction = argumentAt(place);
  if (!inFunction) return undefined;
  const { node } = inFunction.place;
  if (inFunction.of === 'Fn::Sub') return substituted(inFunction.place, name, word);
  if (inFunction.of === 'Fn::Join') return joined(inFunction.place, name, word);
  if (node.kind !== 'scalar') return undefined;
  const at = wordIn(node.raw, word);
  if (at === undefined) return undefined;
  if (node.raw === word) return { place, value: { Ref: name } };
  const literal = (part: string) => part.replaceAll('${', '${!');
  const text = `${literal(node.raw.slice(0, at))}\${${name}}${literal(node.raw.slice(at + word.length))}`;
  return { place, value: { 'Fn::Sub': text } };
}

/** Macros are given their text as it stands, and these functions take no others. */
const closed = /^(?:!|Fn::)(?:Transform|FindInMap|GetAtt|GetAZs|ForEach.*|ImportValue)$|^(?:!Condition|Ref|!Ref)$/;

function mayCall({ node, seat, parent }: Place): boolean {
  const names = [node.tag, seat?.kind === 'entry' ? seat.entry.key.raw : undefined];
  if (names.some(name => name !== undefined && closed.test(name))) return false;
  return parent === undefined || mayCall(parent);
}

interface Argument {
  readonly of: 'Fn::Sub' | 'Fn::Join' | undefined;
  readonly place: Place;
}

/** What a function is called with; the place itself where none is called. Undefined for other functions. */
function argumentAt(place: Place): Argument | undefined {
  const { node } = place;
  if (node.tag === '!Sub') return { of: 'Fn::Sub', place };
  if (node.tag === '!Join') return { of: 'Fn::Join', place };
  if (node.tag !== undefined) return undefined;
  const sub = child(place, 'Fn::Sub');
  const join = child(place, 'Fn::Join');
  if (sub) return { of: 'Fn::Sub', place: sub };
  return join ? { of: 'Fn::Join', place: join } : { of: undefined, place };
}

function substituted(argument: Place, name: string, word: string): TextEdit | undefined {
  const { node, page } = argument;
  const [text, own] = node.kind === 'list' ? node.items : [node];
  if (text?.kind !== 'scalar' || (text !== node && text.tag !== undefined) || get(own, name)) return undefined;
  const at = wordIn(text.raw, word);
  return at === undefined ? undefined : page.lift(written(page.tree, text, at, word, `\${${name}}`));
}

function joined(argument: Place, name: string, word: string): Reference | undefined {
  const items = child(argument, 1);
  if (items?.node.kind !== 'list') return undefined;
  const places = items.node.items.flatMap((_, i) => child(items, i) ?? []);
  const [only, ...others] = places.filter(({ node }) => node.kind === 'scalar' && wordIn(node.raw, word) !== undefined);
  return only && others.length === 0 ? calling(only, name, word) : undefined;
}

/** Where the word stands outside of `${…}`, as a word of its own; undefined where it does not, or more than once. */
function wordIn(text: string, word: string): number | undefined {
  const open = text.replace(/[$%]\{[^}]*\}?/g, hole => '\uFFFC'.repeat(hole.length));
  const found = [...open.matchAll(/[\p{L}\p{N}]+/gu)].filter(([token]) => token === word);
  return found.length === 1 ? found[0]!.index : undefined;
}

/** What a string holds braces in, is quoted: within brackets a plain one would end there. */
function written(tree: SyntaxTree, node: ScalarNode, at: number, word: string, reference: string): TextEdit {
  if (node.style !== 'plain') return { range: decoded(tree, node).rangeOf(at, at + word.length), text: reference };
  const text = node.raw.slice(0, at) + reference + node.raw.slice(at + word.length);
  return { range: node.range, text: yamlString(text, { flow: true, quote: 'double', always: true }) };
}
