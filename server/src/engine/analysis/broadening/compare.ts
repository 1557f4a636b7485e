/** Compares what two states allow one subject, statement by statement and entry by entry. */
import type { Resource } from '../../model/resource';
import { covers, show } from '../../model/text';
import { actionsMatching } from '../../policy/actions';
import { standIns } from '../../policy/reading';
import { contains, type Request } from '../../policy/request-set';
import type { Preferences } from '../../policy/witness';
import type { WorkspaceIndex } from '../index/workspace-index';
import { readable } from '../permissions/iam-names';
import { mayPassRoles } from '../permissions/pass-role';
import { passableRoles } from '../permissions/passable-roles';
import type { AccessChange } from './access-change';
import { placeOf, type States, type Why, whyOf } from './causes';
import { Comparison, type Difference, type Found } from './difference';
import { type Entry, entriesOf, isOnlyPassing } from './entries';
import type { Allowed, State } from './state';
import { asWritten } from './suppositions';
import { calling, meaningOf, passingSentence, sentence } from './words';

export interface Compared extends States {
  /** Of the state in which it is allowed. */
  readonly index: WorkspaceIndex;
  /** Whether a statement that says the same stands in the other state, whoever holds it. */
  isWrittenThere(one: Allowed): boolean;
}

/** What `state` allows and `other` does not. */
export function changesBetween(compared: Compared): readonly AccessChange[] {
  const { state, other } = compared;
  const comparison = new Comparison(other ?? nothingIn(state));
  const changes = state.allowed.flatMap(one => {
    const difference = comparison.of(one);
    return difference ? changesOf(one, difference, comparison, compared) : [];
  });
  return [...changes, ...unreadIn(compared)];
}

function nothingIn(state: State): State {
  const none = { pieces: [], lacks: false, exceeds: false };
  const nothing = () => ({ certain: none, possible: none });
  return { ...state, allowed: [], denied: new Set(), unread: new Map(), asIs: nothing, asNamed: nothing };
}

function changesOf(
  one: Allowed,
  difference: Difference,
  comparison: Comparison,
  compared: Compared,
): readonly AccessChange[] {
  const { state, is } = compared;
  const why = whyOf(one, compared, compared.isWrittenThere);
  return entriesOf(one, state.use).flatMap(entry => {
    const found = comparison.within(entry, difference, state, likedFor(entry, state, compared.index));
    if (!found) return [];
    const isWhole = why.cause === 'subject' || comparison.isWhole(entry, state);
    const passed = passingIn(one, entry, difference, compared);
    const told = { is, subject: state.subject, entry, request: readable(found.request), isWhole, why };
    const message = passed ? `${passed}${why.reason ? `; ${why.reason}` : ''}` : sentence(told);
    return [changeOf(message, found, { one, entry, why }, compared)];
  });
}

interface Source {
  readonly one: Allowed;
  readonly entry: Entry;
  readonly why: Why;
}

function changeOf(message: string, found: Found, { one, entry, why }: Source, compared: Compared): AccessChange {
  const { state, is, index } = compared;
  const means = meaningOf(entry);
  return {
    subject: state.subject,
    is,
    message,
    ...(means === undefined ? {} : { means }),
    witness: shown(found.request, state),
    confidence: found.confidence,
    cause: why.cause,
    at: placeOf(one, entry, why, compared, index),
    statement: one.written,
  };
}

function shown(request: Request, { subject, use }: State): Request & { readonly principal: string } {
  const { principal, ...rest } = readable(request);
  const who = use === 'grant' ? subject.label : (principal ?? '*');
  return { ...rest, resource: asWritten(rest.resource), principal: asWritten(who) };
}

/** Roles of the workspace that can be passed now; undefined where the entry passes none of them. */
function passingIn(one: Allowed, entry: Entry, difference: Difference, compared: Compared): string | undefined {
  const { state, is, index } = compared;
  if (!one.grant || !state.permissions || !mayPassRoles(entry.statement) || !isOnlyPassing(entry)) return undefined;
  const { roles } = passableRoles(one.grant, state.permissions, index);
  const isNew = (request: Request) => [difference.certain, ...difference.possible].some(set => contains(set, request));
  const named = roles.flatMap(role => {
    const services = role.services.filter(({ request }) => isNew(request));
    return services.length > 0 && isOfEntry(entry, services[0]!.request) ? [{ ...role, services }] : [];
  });
  return named.length > 0 ? passingSentence(is, state.subject, named) : undefined;
}

function isOfEntry({ resource }: Entry, request: Request): boolean {
  return resource === undefined || covers(resource, request.resource) !== 'no';
}

/** Policies that nobody here can read: what they say is not known, that they are there is. */
function unreadIn({ state, other, is }: Compared): readonly AccessChange[] {
  return [...state.unread].flatMap(([policy, at]): readonly AccessChange[] => {
    if (other?.unread.has(policy)) return [];
    const written = (JSON.parse(policy) as readonly (string | { readonly hole: string })[])
      .map(part => (typeof part === 'string' ? part : `\${${part.hole}}`))
      .join('');
    const verb = is === 'allowed' ? 'may now do whatever' : 'may no longer do what';
    return [
      {
        subject: state.subject,
        is,
        message: `${calling(state.subject)} ${verb} \`${written}\` allows, which does not stand here`,
        confidence: 'certain',
        cause: other ? 'attached' : 'subject',
        at,
        statement: undefined,
      },
    ];
  });
}

/** Real names first: the reader knows them. */
function likedFor({ action, resource }: Entry, { use, subject }: State, index: WorkspaceIndex): Preferences {
  const service = /^arn:[^:]*:([a-z0-9-]+):/.exec(resource ? show(resource) : '')?.[1];
  const written = action ? show(action) : `${service ?? '*'}:*`;
  const actions = /[*?]/.test(written)
    ? harmfulAmong(written === '*' && service ? `${service}:*` : written)
    : actionsMatching(written);
  const isOfIam = /^(?:\*|iam|sts)/i.test(written);
  // A resource's own policy speaks of no other.
  const roles = use === 'trust' ? [subject] : index.ofKind('role').slice(0, MOST_LIKED);
  return { actions, ...(isOfIam ? { resources: roles.flatMap(arnOf) } : {}) };
}

/** What a reviewer fears most of a wildcard. */
const harmful = [
  ...['iam:PassRole', 'iam:AttachRolePolicy', 'sts:AssumeRole', 'secretsmanager:GetSecretValue', 'kms:Decrypt'],
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteBucket', 'dynamodb:DeleteTable', 'lambda:UpdateFunctionCode'],
];

const MOST_LIKED = 8;

function harmfulAmong(pattern: string): readonly string[] {
  const text = { parts: [pattern], at: { uri: '' as never, path: [], part: 'value' as const } };
  const feared = harmful.filter(action => covers(text, action, true) === 'yes');
  return feared.length > 0 ? feared : actionsMatching(pattern).slice(0, MOST_LIKED);
}

function arnOf({ name }: Resource): readonly string[] {
  return name?.parts.every(part => typeof part === 'string')
    ? [`arn:${standIns.partition}:iam::${standIns.account}:role/${show(name)}`]
    : [];
}
