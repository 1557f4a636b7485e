import type { SyntaxNode } from '../../../syntax/tree';
import { items, type Place, readAs, under } from '../../place';
import { argumentsOf, intrinsicOf, wordAt } from '../intrinsics';
import { namesInSub } from '../survey';

/** What an entry of a template names. */
export interface Names {
  /** Parameters and resources, without the attribute: `Ref`, `Fn::GetAtt`, `Fn::Sub`, `DependsOn`. */
  readonly references: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  /** What a condition compares with. */
  readonly words: ReadonlySet<string>;
  /** What names something of which nobody can tell what it is. */
  readonly obscure: string | undefined;
}

export type Section = 'Parameters' | 'Mappings' | 'Conditions' | 'Resources' | 'Outputs' | 'Rules' | 'Globals';

interface Walk {
  readonly section: Section;
  readonly references: Set<string>;
  readonly conditions: Set<string>;
  readonly mappings: Set<string>;
  readonly words: Set<string>;
  obscure: string | undefined;
}

/** `key`: the entry's own, in its section. */
export function namesIn(place: Place, key: string, section: Section): Names {
  const walk: Walk = {
    section,
    references: new Set(),
    conditions: new Set(),
    mappings: new Set(),
    words: new Set(),
    obscure: key.startsWith('Fn::') ? key : undefined,
  };
  if (section !== 'Parameters' && section !== 'Mappings') visit(place, walk);
  if (section === 'Resources' || section === 'Outputs') ownWords(place, walk);
  return walk;
}

/** What stands beside a resource's properties: the condition under which it is there, and what it waits for. */
function ownWords({ node, at }: Place, walk: Walk): void {
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    const place = { node: value, at };
    if (key.raw === 'Condition') add(walk.conditions, wordAt(place), walk, 'Condition');
    if (key.raw === 'DependsOn') for (const one of items(place)) add(walk.references, wordAt(one), walk, 'DependsOn');
  }
}

function visit(place: Place, walk: Walk): void {
  const { node } = place;
  const call = intrinsicOf(place) ?? conditionIn(place, walk);
  if (call) noteCall(call.name, call.argument, walk);
  if (node.kind === 'scalar') notePlain(node.raw, walk);
  else if (node.kind === 'list') for (const item of items(place)) visit(item, walk);
  else
    for (const { key, value } of node.entries) {
      if (key.raw.startsWith('Fn::ForEach')) walk.obscure ??= key.raw;
      noteConnected(key.raw, value, walk);
      visit(under(place, key.raw, value), walk);
    }
}

/** `{ Condition: Name }`, which is a reference among conditions alone. */
function conditionIn(place: Place, { section }: Walk) {
  const { node } = place;
  const only =
    section === 'Conditions' && node.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
  return only?.key.raw === 'Condition' ? { name: 'Condition', argument: readAs(place, only.value) } : undefined;
}

function noteCall(name: string, argument: Place, walk: Walk): void {
  const [first] = argumentsOf(argument) ?? [argument];
  if (name === 'Ref') add(walk.references, wordAt(argument), walk, name);
  else if (name === 'Fn::GetAtt' || name === 'Fn::ValueOf')
    add(walk.references, wordAt(first)?.split('.')[0], walk, name);
  else if (name === 'Fn::Sub') noteSub(argument, first, walk);
  else if (name === 'Condition' || name === 'Fn::If') add(walk.conditions, wordAt(first), walk, name);
  else if (name === 'Fn::FindInMap') add(walk.mappings, wordAt(first), walk, name);
  else if (name === 'Fn::Equals') noteWords(argument, walk);
  else if (untold.has(name)) walk.obscure ??= name;
}

/** What these name stands elsewhere, or is everything of a kind. */
const untold: ReadonlySet<string> = new Set(['Fn::Transform', 'Fn::RefAll', 'Fn::ValueOfAll']);

function noteSub(argument: Place, text: Place | undefined, walk: Walk): void {
  if (wordAt(text) === undefined) walk.obscure ??= 'Fn::Sub';
  for (const name of namesInSub(argument)) walk.references.add(name);
}

function noteWords(argument: Place, { words }: Walk): void {
  for (const operand of argumentsOf(argument) ?? []) {
    const word = wordAt(operand);
    if (word !== undefined) words.add(word);
  }
}

function add(names: Set<string>, word: string | undefined, walk: Walk, by: string): void {
  if (word === undefined) walk.obscure ??= by;
  else names.add(word);
}

/** Scripts of instances name the resource whose metadata they carry out: `cfn-init --resource Web`. */
function notePlain(raw: string, { references }: Walk): void {
  if (!raw.includes('--resource')) return;
  for (const [, name] of raw.matchAll(/--resource[ =]{1,8}["']?([A-Za-z0-9]{1,255})/g)) references.add(name!);
}

/** SAM's connectors name what they connect by its logical id. */
function noteConnected(key: string, value: SyntaxNode, { references }: Walk): void {
  if ((key !== 'Source' && key !== 'Destination') || value.kind === 'scalar') return;
  for (const end of value.kind === 'list' ? value.items : [value]) {
    const id = end.kind === 'map' ? end.entries.find(entry => entry.key.raw === 'Id')?.value : undefined;
    if (id?.kind === 'scalar' && /^[A-Za-z0-9]+$/.test(id.raw)) references.add(id.raw);
  }
}
