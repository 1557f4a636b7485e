/** Parts of lists that differ in how they are set up, which policies do not tell. */
import type { Resource } from '../../../model/resource';
import type { Answer } from '../../../model/text';
import { bindingsOf, isOfTask } from '../../escalation/compute';
import type { Step } from '../../escalation/escalation';
import { isIn, type State } from '../../escalation/states';
import { trustedServices } from '../../permissions/trusted-services';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import type { Reader } from '../reader';
import type { Part } from './taking';

/** By the chain's own demands. */
export function bySetUp(list: List, chain: readonly Step[], { on, where }: Step, reader: Reader): readonly Part[] {
  const parts = where ? byState(list, chain, where, reader) : [{ list, chain, isCertain: true }];
  if (on !== 'compute' || !isOfTask(chain)) return parts;
  return parts.flatMap(part => byKeepers(part, reader));
}

function byState(list: List, chain: readonly Step[], state: State, reader: Reader): readonly Part[] {
  const answers = new Map<Answer, Entry[]>([
    ['yes', []],
    ['maybe', []],
    ['no', []],
  ]);
  for (const entry of list.entries) answers.get(stateOf(entry, state, reader))!.push(entry);
  return [answers.get('yes')!, answers.get('maybe')!].flatMap((entries, i) =>
    entries.length === 0 ? [] : [{ list: among(list, entries), chain, isCertain: i === 0 }],
  );
}

function stateOf({ resource, hasPassword, takesUnsigned }: Entry, state: State, { index }: Reader): Answer {
  if (state === 'has-password') return hasPassword ? 'yes' : 'maybe';
  if (state === 'has-no-password') return hasPassword ? 'no' : 'yes';
  if (state === 'takes-unsigned-code') return takesUnsigned;
  return isIn(state, now(resource, index), index);
}

function now(resource: Resource, index: Reader['index']): Resource {
  return index.resource(resource.id) ?? resource;
}

/** More than these, each kept running by services of its own, are not looked at. */
const MOST_KEPT = 200;

function byKeepers({ list, chain, isCertain }: Part, reader: Reader): readonly Part[] {
  return list.entries.slice(0, MOST_KEPT).flatMap(entry =>
    bindingsOf(now(entry.resource, reader.index), chain, reader.asker()).map(besides => ({
      list: among(list, [entry]),
      chain,
      isCertain,
      besides,
    })),
  );
}

function among(list: List, entries: readonly Entry[]): List {
  if (entries.length === list.entries.length) return list;
  return { ...list, entries, ids: entries.map(({ resource }) => resource.id) };
}

interface Passed {
  readonly list: List;
  /** Services that they trust. */
  readonly to: readonly string[];
  readonly isCertain: boolean;
}

const split = new WeakMap<List, Map<Step, readonly Passed[]>>();

/** Only services that a role trusts get it. */
export function byServicesTrusted(list: List, chain: readonly Step[], isLimited: boolean): readonly Part[] {
  const [step, ...rest] = chain as [Step];
  const known = split.get(list) ?? new Map<Step, readonly Passed[]>();
  split.set(list, known);
  const found = known.get(step) ?? passedOf(list, step);
  known.set(step, found);
  return found.map(({ to, ...part }) => ({
    list: part.list,
    chain: [{ ...step, to }, ...rest],
    isCertain: part.isCertain && !isLimited,
  }));
}

function passedOf(list: List, step: Step): readonly Passed[] {
  const parts = new Map<string, Omit<Passed, 'list'> & { readonly entries: Entry[] }>();
  for (const entry of list.entries) {
    const services = trustedServices(entry.resource).filter(({ name }) => step.to?.includes(name));
    if (services.length === 0) continue;
    const to = services.map(({ name }) => name);
    const isSetUp = step.where === undefined || entry.isInProfile;
    const isCertain = isSetUp && services.some(({ certain }) => certain);
    const key = `${to} ${isCertain}`;
    const part = parts.get(key) ?? { to, isCertain, entries: [] };
    parts.set(key, part);
    part.entries.push(entry);
  }
  return [...parts.values()].map(({ entries, ...part }) => ({ ...part, list: among(list, entries) }));
}
