/** What is made together with what makes it, with its credential, in its account: stacks in stacks, modules that modules call. */
import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { ResourceId } from '../../model/ids';
import type { Uri } from '../../text/text';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { holds } from './declared-landings';
import { accountOf, inheritedFrom, sharesScope } from './inheritance';
import { withProfile } from './profiles';

/** How many makers may stand above each other, and how much is told apart of what one makes. */
const MAX_ABOVE = 8;
const MAX_MADE = 256;

interface Maker {
  readonly document: DocumentFacts;
  /** Undefined when nobody says where it lands: then only its stacks are known to be made with it. */
  readonly landing: Deployment | undefined;
  readonly above: readonly Uri[];
}

/**
 * All that is sure to be made whenever `document` lands like this, nearest first and as often as it is made: with what it is given
 * there, and what is said of its makers. A stack under a condition may be the only one that is made.
 */
export function madeWith(
  document: DocumentFacts,
  landing: Deployment | undefined,
  index: WorkspaceIndex,
): readonly Deployment[] {
  const maker: Maker = { document, landing, above: [] };
  if (!document.deployments.some(one => isMadeBy(maker, one, index))) return [];
  const question = `made with ${document.uri} as ${JSON.stringify(landing)}`;
  return index.lasting(question, asked => below(maker, asked));
}

function below(maker: Maker, index: WorkspaceIndex): readonly Deployment[] {
  const makers = [maker];
  const made: Deployment[] = [];
  for (const one of makers) {
    if (made.length >= MAX_MADE) break;
    const above = [...one.above, one.document.uri];
    for (const landing of madeBy(one, index)) {
      made.push(landing);
      const document = above.includes(landing.document) ? undefined : index.document(landing.document);
      if (document && above.length < MAX_ABOVE) makers.push({ document, landing, above });
    }
  }
  return made.slice(0, MAX_MADE);
}

function madeBy(maker: Maker, index: WorkspaceIndex): readonly Deployment[] {
  const { document, landing, above } = maker;
  return document.deployments
    .filter(one => one.document !== document.uri && !above.includes(one.document) && isMadeBy(maker, one, index))
    .filter(one => holds({ deployment: one, statedBy: document.uri }, index))
    .map(one => (landing ? inheritedFrom(one, landing) : one));
}

function isMadeBy({ document, landing }: Maker, one: Deployment, index: WorkspaceIndex): boolean {
  if (isNestedStack(one, document.uri, index)) return true;
  if (landing === undefined || !isCall(one) || !sharesScope(one, landing)) return false;
  return accountOf(withProfile(one, index)) === undefined;
}

/** Whether the document that states a landing makes it as a stack, together with its own resources. */
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

/** Whether it is a module's, which lands where the providers do that are handed to it. */
export function isCall({ within }: Deployment): boolean {
  return within !== undefined;
}
