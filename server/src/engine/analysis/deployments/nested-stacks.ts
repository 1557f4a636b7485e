/** Stacks in stacks: they are made by their parent, with its credential, in its account. */
import type { Deployment, DocumentFacts, ResourceId } from '../../model/model';
import type { Uri } from '../../text/text';
import type { Share } from '../environments/residents';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';

/**
 * What is sure to be made whenever `document` is made in `account`: the templates of its nested stacks, of theirs, and so on, each
 * once, nearest first. A stack under a condition may be the only one that is made.
 */
export function nestedShares(
  document: DocumentFacts,
  account: string | undefined,
  index: WorkspaceIndex,
): readonly Share[] {
  const seen = new Set([document.uri]);
  const parents = [document];
  const shares: Share[] = [];
  for (const parent of parents) {
    for (const nested of parent.deployments) {
      const template = seen.has(nested.document) ? undefined : index.document(nested.document);
      const landing = template && landingOf(nested, parent, account, index);
      if (!landing) continue;
      seen.add(template.uri);
      parents.push(template);
      shares.push({ document: template, landing: landing.deployment, includes: () => true });
    }
  }
  return shares;
}

/** Undefined for what is no nested stack, and for one that `bulkhead.yaml` sends elsewhere. */
function landingOf(nested: Deployment, parent: DocumentFacts, account: string | undefined, index: WorkspaceIndex) {
  if (!isNestedStack(nested, parent.uri, index)) return undefined;
  return index
    .landingsOf(nested.document)
    .find(one => one.statedBy === parent.uri && one.deployment.id === nested.id && one.account === account);
}

/** Whether the document that states a landing makes it together with its own resources. */
export function isNested({ deployment, statedBy }: Landing, index: WorkspaceIndex): boolean {
  return isNestedStack(deployment, statedBy, index);
}

/** The deployment of a nested stack is called after the resource. */
function isNestedStack({ id, account, scope }: Deployment, parent: Uri, index: WorkspaceIndex): boolean {
  if (account !== undefined || scope !== undefined) return false;
  const stack = index.resource(`${parent}#${id}` as ResourceId);
  return stack !== undefined && stack.when === undefined && madeInPlace.has(stack.type);
}

/** Unlike a stack set's, whose stacks are in other accounts. */
const madeInPlace: ReadonlySet<string> = new Set([
  'AWS::CloudFormation::Stack',
  'AWS::Serverless::Application',
  'aws_cloudformation_stack',
]);
