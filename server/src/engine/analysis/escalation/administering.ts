/** Who may change IAM at will, and so give itself every right. */
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { Answer } from '../../model/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import { noService } from '../permissions/code-services';
import { permissionsOf } from '../permissions/permissions';
import { unlistedRoles } from '../permissions/role-names';
import { arnsOf } from './arns';
import { type Asker, askerFor, remembering } from './asker';
import { type Answered, ask, exactly } from './asking';
import { contextOf } from './contexts';
import type { Step } from './escalation';
import { administrator } from './methods/identities';
import { type Target, unlisted } from './target';

/** A request for each step of the method `administrator`; undefined where one of them is not allowed on what nobody lists. */
export function administration(asker: Asker): readonly Answered[] | undefined {
  const [chain] = administrator.chains;
  if (!chain!.every(({ actions }) => asker.byAction.has(actions[0]!))) return undefined;
  const target = unlisted(unlistedRoles[0]);
  const answers: Answered[] = [];
  for (const step of chain!) {
    const answer = askAnybody(step, target, asker);
    if (!answer) return undefined;
    answers.push(answer);
  }
  return answers;
}

function askAnybody(step: Step, target: Target, asker: Asker): Answered | undefined {
  const [action] = step.actions as [string];
  return remembering(asker, `${action} ${target.key}`, () => {
    const resource = arnsOf(target, action, asker);
    return resource && ask(asker, { step, action, resource, context: contextOf(target, action, asker) });
  });
}

export function administers(asker: Asker): Answer {
  const answers = administration(asker);
  if (!answers) return 'no';
  return answers.every(({ isCertain }) => isCertain) ? 'yes' : 'maybe';
}

/** Whether every role may be passed, to whatever service, by a grant that asks for nothing of the role or of what gets it. */
export function passesAnyRole(asker: Asker): Answer {
  const action = 'iam:PassRole';
  const grants = (asker.byAction.get(action) ?? []).filter(({ statement }) => !asksOfPassing(statement));
  const about: Asker = { ...asker, byAction: new Map([[action, grants]]), answers: new Map() };
  const target = unlisted(unlistedRoles[0]);
  const resource = arnsOf(target, action, about);
  const context = {
    'iam:passedtoservice': exactly(...noService),
    'iam:associatedresourcearn': exactly(...noService.map(service => `arn:aws:${service}:::${unlistedRoles[0]}`)),
  };
  const answer = resource && ask(about, { step: { actions: [action], on: 'role' }, action, resource, context });
  return answer ? (answer.isCertain ? 'yes' : 'maybe') : 'no';
}

/** "Actions, resources, and condition keys for AWS Identity and Access Management (IAM)", PassRole. */
const ofPassing = /^(?:iam:(?:PassedToService|AssociatedResourceArn)|(?:iam|aws):ResourceTag\/.*)$/i;

function asksOfPassing({ conditions }: PolicyStatement): boolean {
  return conditions.some(({ key }) => ofPassing.test(key));
}

/** Of another principal of the workspace. */
export function isAdministrator(resource: Resource, index: WorkspaceIndex): boolean {
  return index.once(`administers ${resource.id}`, asked => {
    return administers(askerFor(permissionsOf(resource, asked), asked)) === 'yes';
  });
}

/** Whether the principal would administer with every right that there is: no, where its boundary or its organization forbids. */
export function canBeGrantedAnything(principal: Resource, index: WorkspaceIndex): Answer {
  const { at } = principal;
  const granted = { statement: everythingAt(principal), holder: principal, via: at, uncertain: false };
  const permissions = permissionsOf(principal, index).having([granted]);
  const { boundary, controls } = permissions.policies;
  if (boundary.length === 0 && controls.length === 0) return 'yes';
  return administers(askerFor(permissions, index));
}

/** Every right, as if it stood in the principal itself. */
export function everythingAt({ at }: Resource): PolicyStatement {
  const all = { mode: 'only', list: [{ parts: ['*'], at }], at } as const;
  return { effect: 'Allow', actions: all, resources: all, conditions: [], form: 'iam-json', at };
}
