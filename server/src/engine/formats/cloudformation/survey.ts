import type { DocumentFacts } from '../../model/document-facts';
import type { AccountId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { SyntaxNode } from '../../syntax/tree';
import type { SourcePointer } from '../../text/text';
import { child, items, type Place } from '../place';
import { cyclesIn } from './cycles';
import type { SectionEntry } from './for-each';
import { intrinsicOf, wordAt } from './intrinsics';
import { type Scope, type Template, takeStep } from './template';

type Accounts = DocumentFacts['accounts'];

const MAX_DEPTH = 200;

interface Walk {
  readonly scope: Scope;
  readonly uri: SourcePointer['uri'];
  readonly path: (string | number)[];
  readonly accounts: Map<string, SourcePointer>;
  /** The resources that the one being walked needs. */
  readonly needs: Set<string>;
}

/** What an entry names: other resources, and accounts, each with its first place. What is not there is a problem. */
export interface Survey {
  readonly needs: ReadonlySet<string>;
  readonly accounts: ReadonlyMap<string, SourcePointer>;
}

export function survey({ place, scope }: SectionEntry): Survey {
  const accounts = new Map<string, SourcePointer>();
  const walk: Walk = { scope, uri: place.at.uri, path: [...place.at.path], accounts, needs: new Set() };
  visit(place.node, walk, 0);
  dependsOn(place, walk);
  return { needs: walk.needs, accounts };
}

function visit(node: SyntaxNode, walk: Walk, depth: number): void {
  if (depth > MAX_DEPTH || !takeStep(walk.scope.template)) return;
  if (mayRefer(node)) noteReference(node, walk);
  if (node.kind === 'scalar') noteAccount(node.raw, walk);
  else if (node.kind === 'list') for (let i = 0; i < node.items.length; i++) step(i, node.items[i]!, walk, depth);
  else
    for (const { key, value } of node.entries) if (depth > 0 || !prose.has(key.raw)) step(key.raw, value, walk, depth);
}

function step(name: string | number, node: SyntaxNode, walk: Walk, depth: number): void {
  walk.path.push(name);
  visit(node, walk, depth + 1);
  walk.path.pop();
}

/** What stands beside `Properties` and says nothing that is deployed. */
const prose: ReadonlySet<string> = new Set(['Metadata', 'Description']);

function here(walk: Walk): SourcePointer {
  return { uri: walk.uri, path: [...walk.path], part: 'value' };
}

const accountInArn = /arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):/g;

function noteAccount(raw: string, walk: Walk): void {
  if (raw.length < 20 || !raw.includes('arn:')) return;
  for (const [, account] of raw.matchAll(accountInArn)) {
    if (!walk.accounts.has(account!)) walk.accounts.set(account!, here(walk));
  }
}

const referringTags: ReadonlySet<string> = new Set(['!Ref', '!GetAtt', '!Sub']);
const referringKeys: ReadonlySet<string> = new Set(['Ref', 'Fn::GetAtt', 'Fn::Sub']);

function mayRefer(node: SyntaxNode): boolean {
  if (node.tag !== undefined) return referringTags.has(node.tag);
  return node.kind === 'map' && node.entries.length === 1 && referringKeys.has(node.entries[0]!.key.raw);
}

function noteReference(node: SyntaxNode, walk: Walk): void {
  const call = intrinsicOf({ node, at: { uri: walk.uri, path: walk.path, part: 'value' } });
  if (call?.name === 'Ref') need(wordAt(call.argument), walk);
  else if (call?.name === 'Fn::GetAtt') need(getAttTarget(call.argument), walk);
  else if (call?.name === 'Fn::Sub') for (const name of namesInSub(call.argument)) need(name, walk);
}

function getAttTarget(argument: Place): string | undefined {
  return wordAt(argument.node.kind === 'list' ? items(argument)[0] : argument)?.split('.')[0];
}

/** The names in a `Fn::Sub` text, without those that it brings along. */
export function namesInSub(argument: Place): readonly string[] {
  const [template, values] = argument.node.kind === 'list' ? items(argument) : [argument];
  const text = wordAt(template);
  if (!text?.includes('${')) return [];
  const own = new Set(values?.node.kind === 'map' ? values.node.entries.map(entry => entry.key.raw) : []);
  return [...text.matchAll(/\$\{([^!}][^}]{0,300})\}/g)].flatMap(([, written]) => {
    const name = written!.trim();
    return own.has(name) ? [] : [name.split('.')[0]!];
  });
}

function need(name: string | undefined, walk: Walk): void {
  if (name === undefined || name.startsWith('AWS::')) return;
  const { template, bindings } = walk.scope;
  if (template.resources.get(name)) walk.needs.add(name);
  else if (!template.parameters.has(name) && !bindings.has(name)) reportMissing(name, walk);
}

function reportMissing(name: string, walk: Walk): void {
  const { template, bindings } = walk.scope;
  if (template.mayMakeMore || bindings.size > 0) return;
  template.problem(`\`${name}\` is neither a parameter nor a resource of this template`, here(walk));
}

function dependsOn(place: Place, walk: Walk): void {
  const written = child(place, 'DependsOn');
  if (!written) return;
  for (const item of items(written)) {
    const name = wordAt(item);
    if (name === undefined) continue;
    if (walk.scope.template.resources.get(name)) walk.needs.add(name);
    else if (!walk.scope.template.mayMakeMore && walk.scope.bindings.size === 0) {
      walk.scope.template.problem(`\`${name}\` is no resource of this template`, item.at);
    }
  }
}

/** Resources that need each other cannot be made. */
export function reportCycles(
  entries: readonly SectionEntry[],
  needs: ReadonlyMap<string, ReadonlySet<string>>,
  template: Template,
): void {
  const places = new Map(entries.map(entry => [entry.key, entry.place]));
  for (const cycle of cyclesIn(needs)) {
    const place = places.get(cycle[0]!);
    const names = cycle.map(name => `\`${name}\``).join(', ');
    if (place) template.problem(`${names} ${cycle.length === 1 ? 'needs itself' : 'need each other'}`, place.at);
  }
}

/** Accounts that are written out: in ARNs anywhere, and as principals. Each once. */
export function accountsOf(
  resources: readonly Resource[],
  inArns: Iterable<ReadonlyMap<string, SourcePointer>>,
): Accounts {
  const found = new Map<string, SourcePointer>();
  for (const named of inArns) for (const [account, at] of named) if (!found.has(account)) found.set(account, at);
  for (const { trust, grants } of resources) {
    for (const statement of [...trust, ...grants]) {
      for (const { account, at } of principalAccounts(statement)) if (!found.has(account)) found.set(account, at);
    }
  }
  return [...found].map(([id, at]) => ({ id: id as AccountId, at }));
}

function principalAccounts({ principals }: PolicyStatement): readonly { account: string; at: SourcePointer }[] {
  return (principals?.list ?? []).flatMap(principal => {
    const [only] = principal.kind === 'account' ? principal.account.parts : [];
    return typeof only === 'string' && /^\d{12}$/.test(only) ? [{ account: only, at: principal.at }] : [];
  });
}
