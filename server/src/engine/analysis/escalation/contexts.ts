/** What a request for one step says besides its action and resource, as far as it follows from what the step is about. */
import { actionFacts } from '../../policy/actions';
import { absent, holding, type KeyStates, orAbsent } from '../../policy/context';
import { type Language, literal, union } from '../../policy/language';
import { inParts } from './arns';
import type { Asker } from './asker';
import { contextFor, type Target } from './target';

export type Context = Readonly<Record<string, KeyStates>>;

/** Policies that give whoever gets them every right, or those that their writer likes. */
const harmful: Language = union(
  ...['AdministratorAccess', 'IAMFullAccess', 'zz-witness-9f3c'].map(name => inParts(`arn:*:iam::*:policy/${name}`)),
);

const attaching = /^iam:Attach(Role|User|Group)Policy$/;

/** Builds of a caller's own commands. */
const ownCommands = literal('zz-witness');

export function contextOf(target: Target, action: string, asker: Asker): Context {
  const known = { ...absentTags(asker), ...contextFor(target, action, asker.tagKeys()) };
  return attaching.test(action) ? { ...known, 'iam:policyarn': holding(harmful) } : known;
}

/** A resource has the tags that it is known to have; one that nobody lists has none. */
function absentTags({ tagKeys }: Asker): Context {
  return Object.fromEntries([...tagKeys()].map(key => [key, absent]));
}

/** What a request to launch something says of the role that it is to act with; `role` is the resources that mean the role. */
export function contextOfLaunch(role: Target, action: string): Context {
  const says: Record<string, KeyStates> = {
    'cloudformation:rolearn': holding(inParts(`arn:*:iam::*:role/${role.name}`)),
    'codebuild:servicerole': holding(inParts(`arn:*:iam::*:role/${role.name}`)),
    'ec2:instanceprofile': holding(inParts(`arn:*:iam::*:instance-profile/${role.name}`)),
    'ec2:newinstanceprofile': holding(inParts(`arn:*:iam::*:instance-profile/${role.name}`)),
  };
  return Object.fromEntries(Object.entries(says).filter(([key]) => carries(action, key)));
}

/** What a request to make existing compute do something else says. */
export function contextOfTakeover(action: string): Context {
  const key = 'codebuild:source.buildspec';
  return carries(action, key) ? { [key]: orAbsent(holding(ownCommands)) } : {};
}

function carries(action: string, key: string): boolean {
  const facts = actionFacts(action);
  const keys = facts ? [...facts.conditionKeys, ...facts.resourceTypes.flatMap(type => type.conditionKeys)] : [];
  return keys.some(one => one.toLowerCase() === key);
}
