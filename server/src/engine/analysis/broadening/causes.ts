/** Why something is allowed that was not: what was written, or what no longer stands against it. */
import type { Resource } from '../../model/resource';
import { type SourcePointer, samePlace } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { Cause } from './access-change';
import type { Entry } from './entries';
import type { Allowed, State } from './state';

export interface Why {
  readonly cause: Cause;
  /** What is not plain from the entry. */
  readonly reason: string | undefined;
  /** The same was allowed in fewer cases. */
  readonly isInMoreCases?: true;
}

/** The two states of one subject; `other` is absent where it was not there at all. */
export interface States {
  readonly state: State;
  readonly other: State | undefined;
  readonly is: 'allowed' | 'forbidden';
}

/** `isWrittenThere`: whether the statement stands in the other state as well, held by somebody. */
export function whyOf(one: Allowed, states: States, isWrittenThere: (one: Allowed) => boolean): Why {
  const { state, other, is } = states;
  if (!other) return { cause: 'subject', reason: is === 'allowed' ? 'it is new' : 'it is gone' };
  if (other.allowed.some(({ content }) => content === one.content)) return { cause: 'freed', reason: freedBy(states) };
  if (one.holder !== undefined && one.holder.id !== state.subject.id && isWrittenThere(one))
    return { cause: 'attached', reason: is === 'allowed' ? 'the policy was attached' : 'the policy was taken off' };
  const lost = conditionsLost(one, other, is);
  return lost === undefined
    ? { cause: 'statement', reason: undefined }
    : { cause: 'statement', reason: lost, isInMoreCases: true };
}

/** With the roles of the two turned around for what is forbidden: what stands against it is new then. */
function freedBy({ state, other, is }: States): string {
  const gone = [...other!.denied].some(content => !state.denied.has(content));
  if (gone) return is === 'allowed' ? 'a Deny that took it away is gone' : 'a Deny takes it away';
  const bounded = (one: State) => one.permissions?.policies.boundary.length ?? 0;
  if (bounded(other!) > bounded(state))
    return is === 'allowed' ? 'the permissions boundary is gone' : 'a permissions boundary leaves it out';
  if (bounded(other!) > 0) {
    return is === 'allowed' ? 'its permissions boundary leaves more' : 'its permissions boundary leaves less';
  }
  return is === 'allowed' ? 'what stood against it is gone' : 'something stands against it';
}

/** Which conditions a statement of the same actions and resources had in the other state. */
function conditionsLost(one: Allowed, other: State, is: States['is']): string | undefined {
  const apartFromConditions = ({ content }: Allowed) => {
    const [[effect, principals, actions, resources]] = JSON.parse(content) as [readonly unknown[]];
    return JSON.stringify([effect, principals, actions, resources]);
  };
  const own = apartFromConditions(one);
  const former = other.allowed.find(before => apartFromConditions(before) === own);
  if (!former) return undefined;
  const kept = new Set(one.named.conditions.map(({ key }) => key.toLowerCase()));
  const lost = former.named.conditions.map(({ key }) => key).filter(key => !kept.has(key.toLowerCase()));
  if (lost.length === 0) return undefined;
  const keys = [...new Set(lost)].map(key => `\`${key}\``).join(' and ');
  return is === 'allowed' ? `nothing asks for ${keys} any more` : `${keys} is asked for`;
}

/** Where a reader is to look: at what is new of the entry, or at what attaches the policy. */
export function placeOf(
  one: Allowed,
  entry: Entry,
  why: Why,
  { state, other }: States,
  index: WorkspaceIndex,
): SourcePointer {
  if (one.holder === undefined) return one.via;
  if (why.cause === 'attached') return attachmentOf(one.holder, state.subject, index) ?? one.via;
  if (why.cause === 'freed' || why.cause === 'subject') return entry.action?.at ?? one.written.actions.at;
  const { action, resource, principal } = entry;
  const texts = (of: (allowed: Allowed) => readonly { readonly parts: unknown }[]) =>
    new Set((other?.allowed ?? []).flatMap(of).map(({ parts }) => JSON.stringify(parts)));
  if (principal) return principal.at;
  const isKnown = action && texts(({ named }) => named.actions.list).has(JSON.stringify(action.parts));
  const isNew = resource && !texts(({ named }) => named.resources.list).has(JSON.stringify(resource.parts));
  if (isKnown && isNew) return resource.at;
  return action?.at ?? one.written.actions.at;
}

function attachmentOf(policy: Resource, subject: Resource, index: WorkspaceIndex): SourcePointer | undefined {
  const own = subject.attached.find(({ policy: text }) =>
    index.named(text, ['policy'], subject.at.uri).some(({ resource }) => resource.id === policy.id),
  );
  if (own) return own.policy.at;
  return policy.attachedTo.find(text =>
    index.named(text, [subject.kind], policy.at.uri).some(({ resource }) => samePlace(resource.at, subject.at)),
  )?.at;
}
