/** What a request for one step says besides its action and resource, as far as it follows from what the step is about. */
import { actionFacts } from '../../policy/actions';
import { absent, holding, type KeyStates, orAbsent } from '../../policy/context';
import { type Language, literal, literalIgnoringCase, union } from '../../policy/language';
import { inParts } from './arns';
import { type Asker, REQUESTED_REGION } from './asker';
import { contextFor, type Target } from './target';

export type Context = Readonly<Record<string, KeyStates>>;

/** Policies that give whoever gets them every right, or those that their writer likes. */
const harmful: Language = union(
  ...['AdministratorAccess', 'IAMFullAccess', 'zz-witness-9f3c'].map(name => inParts(`arn:*:iam::*:policy/${name}`)),
);

const attaching = /^iam:Attach(Role|User|Group)Policy$/;

/** Builds of a caller's own commands. */
const ownCommands = literal('zz-witness');

/** What a request is about, as far as its context tells. */
interface Placed extends Pick<Target, 'context'> {
  readonly regions?: Target['regions'] | undefined;
}

export function contextOf(target: Placed, action: string, asker: Asker): Context {
  const known = { ...absentTags(asker), ...contextFor(target, action, asker.tagKeys()), ...regionOf(target, asker) };
  return { ...known, ...contextOfAttaching(action, asker) };
}

/** What stands in a region is asked for there. */
function regionOf({ regions }: Placed, { asksForRegion }: Asker): Context {
  return regions && asksForRegion() ? { [REQUESTED_REGION]: holding(literal(...regions)) } : {};
}

/** A policy that is attached is worth it if it is one of AWS's with every right, or says what the principal writes into it. */
export function contextOfAttaching(action: string, asker: Asker): Context {
  if (!attaching.test(action)) return {};
  return { 'iam:policyarn': holding(union(harmful, literal(...asker.policiesToWrite().keys()))) };
}

/** A resource has the tags that it is known to have; one that nobody lists has none. */
function absentTags({ tagKeys }: Asker): Context {
  return Object.fromEntries([...tagKeys()].map(key => [key, absent]));
}

/** What a request to launch something says of the role that it is to act with; `role` is the resources that mean the role. */
export function contextOfLaunch(role: Target, action: string): Context {
  const said = Object.entries(launched).filter(([key]) => carries(action, key));
  return Object.fromEntries(
    said.map(([key, type]) => [key, holding(inParts(`arn:*:iam::*:${type}/${role.name}`))] as const),
  );
}

/** The keys that name what is launched with, and the type that ARNs in them have. */
const launched = {
  'cloudformation:rolearn': 'role',
  'codebuild:servicerole': 'role',
  'ec2:instanceprofile': 'instance-profile',
  'ec2:newinstanceprofile': 'instance-profile',
};

export const launchKeys: ReadonlySet<string> = new Set(Object.keys(launched));

/** What a request to make existing compute do something else says: no other role, for that would have to be passed. */
export function contextOfTakeover(action: string): Context {
  return Object.fromEntries(Object.entries(takeoverKeys).filter(([key]) => carries(action, key)));
}

const takeoverKeys: Context = {
  'codebuild:source.buildspec': orAbsent(holding(ownCommands)),
  'cloudformation:rolearn': absent,
  'ec2:attribute': holding(literalIgnoringCase('UserData')),
};

const carried = new Map<string, ReadonlySet<string>>();

/** Of an action of the catalogue. */
function carries(action: string, key: string): boolean {
  const keys = carried.get(action) ?? keysOf(action);
  carried.set(action, keys);
  return keys.has(key);
}

function keysOf(action: string): ReadonlySet<string> {
  const facts = actionFacts(action);
  const keys = facts ? [...facts.conditionKeys, ...facts.resourceTypes.flatMap(type => type.conditionKeys)] : [];
  return new Set(keys.map(key => key.toLowerCase()));
}
