/** How what a step is done to must be set up for the step to lead on: what no policy tells. */
import type { Resource, Start } from '../../model/resource';
import { type Answer, literalOf, show } from '../../model/text';
import { requests } from '../../policy/request-set';
import type { WorkspaceIndex } from '../index/workspace-index';
import { rolesOf } from '../permissions/compute-roles';
import { permissionsOf } from '../permissions/permissions';
import { trustedServices } from '../permissions/trusted-services';

export type State =
  /** Of a role: EC2 takes it only in an instance profile ("Use instance profiles", IAM User Guide). */
  | 'is-in-profile'
  /** Of an instance: Session Manager reaches it. */
  | 'answers-sessions'
  /** Of a task: it was started with ECS Exec. */
  | 'takes-commands'
  /** Of a task: it will be, if its service says so from now on. */
  | 'can-take-commands'
  /** Of a launch template: instances are started with whatever version is the latest, or the default one. */
  | 'starts-latest'
  | 'starts-default'
  /** Of a function: it runs code that nobody signed. */
  | 'takes-unsigned-code'
  /** Of a user: there is a password to change, or there is none yet. */
  | 'has-password'
  | 'has-no-password';

/** What is asked here is outside the template where it is open: nothing in it starts the task, a password is set by hand, the
 * console makes a profile for each role that it makes for EC2. */
export function isIn(state: State, resource: Resource, index: WorkspaceIndex): Answer {
  switch (state) {
    case 'is-in-profile':
      return takesProfile(resource) && index.profilesOf(resource).length > 0 ? 'yes' : 'maybe';
    case 'answers-sessions':
      return answersSessions(resource, index) ? 'yes' : 'maybe';
    case 'takes-commands':
      return ifReached(among(resource, index, commandsOf), resource, index);
    case 'can-take-commands':
      return ifReached('yes', resource, index);
    case 'starts-latest':
      return among(resource, index, ({ version }) => versionOf(version, '$Latest'));
    case 'starts-default':
      return among(resource, index, ({ version }) => (version ? versionOf(version, '$Default') : 'yes'));
    case 'takes-unsigned-code':
      return takesUnsigned(resource, index);
    case 'has-password':
      return hasPassword(resource, index) ? 'yes' : 'maybe';
    case 'has-no-password':
      return hasPassword(resource, index) ? 'no' : 'yes';
  }
}

/** Of those that nobody lists some are set up so, but for this: numbers are the usual versions. */
export function isUsual(state: State): boolean {
  return state !== 'starts-latest';
}

/** A session in a container is one of Systems Manager as well ("Monitor Amazon ECS containers with ECS Exec", Developer Guide). */
function ifReached(answer: Answer, task: Resource, index: WorkspaceIndex): Answer {
  return answer === 'yes' && !answersSessions(task, index) ? 'maybe' : answer;
}

function takesProfile(role: Resource): boolean {
  return trustedServices(role).some(({ name }) => name === 'ec2.amazonaws.com');
}

/** What one of those that start it answers. */
function among(resource: Resource, index: WorkspaceIndex, answer: (start: Start) => Answer): Answer {
  const starters = index.starting(resource);
  const answers = starters.flatMap(({ starts = [], at }) =>
    starts
      .filter(({ what }) => index.named(what, [resource.kind], at.uri).some(one => one.resource.id === resource.id))
      .map(answer),
  );
  if (answers.includes('yes')) return 'yes';
  return answers.length === 0 || answers.includes('maybe') ? 'maybe' : 'no';
}

function commandsOf({ takesCommands }: Start): Answer {
  return takesCommands ?? 'maybe';
}

/** What another resource tells of a version, its number, is fixed when that is deployed. */
function versionOf(version: Start['version'], wanted: string): Answer {
  const written = version && literalOf(version);
  if (written !== undefined) return written.toLowerCase() === wanted.toLowerCase() ? 'yes' : 'no';
  const isTold = version?.parts.some(part => typeof part === 'object' && part.kind === 'reference');
  return version === undefined || isTold ? 'no' : 'maybe';
}

/** "Using code signing to verify code integrity with Lambda" of the AWS Lambda Developer Guide. */
function takesUnsigned({ signedBy = [], at }: Resource, index: WorkspaceIndex): Answer {
  const answers = signedBy.flatMap(text => {
    const configs = index.named(text, ['other'], at.uri).map(({ resource }) => resource.refusesUnsigned ?? 'maybe');
    return configs.length > 0 ? configs : ['maybe' as const];
  });
  if (answers.every(answer => answer === 'no')) return 'yes';
  return answers.every(answer => answer === 'yes') ? 'no' : 'maybe';
}

function hasPassword(user: Resource, index: WorkspaceIndex): boolean {
  return user.hasPassword === true || index.policiesPutOn(user).some(one => one.hasPassword === true);
}

/**
 * By the rights of its role ("Verify or add instance permissions for Session Manager" of the AWS Systems Manager User Guide). That an
 * account has host management for all, no template tells.
 */
function answersSessions(compute: Resource, index: WorkspaceIndex): boolean {
  return rolesOf(compute, index).some(({ resource }) =>
    index.once(`answers sessions: ${resource.id}`, asked => mayAnswer(resource, asked)),
  );
}

function mayAnswer(role: Resource, index: WorkspaceIndex): boolean {
  if (role.attached.some(({ policy }) => /\/AmazonSSMManagedInstanceCore$/.test(show(policy)))) return true;
  return permissionsOf(role, index).allows(requests({ action: 'ssmmessages:OpenDataChannel' })).answer === 'yes';
}
