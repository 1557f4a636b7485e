import type { DocumentFacts } from '../../../model/document-facts';
import type { Text } from '../../../model/text';
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import type { Format, Neighbours } from '../../format';
import { child, type Place } from '../../place';
import { wordAt } from '../addresses';
import { isRawState, isState } from '../detect';
import { generatedFacts, type Recorded } from '../generated';
import { folderClaims } from '../landing/folders';
import type { Provider } from '../landing/landed';
import { type PolicyReading, policyReading } from '../policies/policy-reading';
import { evaluateNode, literally } from '../values/expressions';
import { resourceId } from '../values/references';
import { rawResources } from './raw-state';
import { type StateResource, stateResources } from './state-resources';

/** What `terraform show -json` prints of a state, and the state file itself. */
export const terraformState: Format = {
  name: 'terraform-state',
  detect: isState,
  lower: lowerState,
};

function lowerState(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const root: Place = { node: tree.root!, at: rootPointer(tree) };
  const resources = isRawState(tree) ? rawResources(root) : stateResources(child(root, 'values'));
  const policies = policyReading([tree]);
  const recorded = resources.filter(({ head }) => !head.isData).map(resource => record(resource, tree, policies));
  const claims = folderClaims(tree.document.uri, neighbours);
  return { ...generatedFacts(tree, 'terraform-state', recorded, callers(resources), policies), claims };
}

function record(resource: StateResource, tree: SyntaxTree, policies: PolicyReading): Recorded {
  const { head, values, place } = resource;
  const read = (found: Place | undefined) => found && evaluateNode(tree, found.node, found.at, literally());
  return {
    declaration: {
      id: resourceId(tree.document.uri, head.address),
      type: head.type,
      address: head.address,
      provider: resource.provider,
      at: place.at,
      when: undefined,
      makesSeveral: false,
      attribute: name => values && read(child(values, name)),
      body: () => read(values),
      policies,
    },
    arn: literalText(values && child(values, 'arn')),
    module: head.module,
  };
}

function literalText(place: Place | undefined): Text | undefined {
  const word = wordAt(place);
  return word === undefined ? undefined : { parts: [word], at: place!.at };
}

/** By provider, the account that `data.aws_caller_identity` has found. */
function callers(resources: readonly StateResource[]): ReadonlyMap<string, Provider> {
  return new Map(
    resources.flatMap(({ head, values, provider }) => {
      const account =
        head.type === 'aws_caller_identity' ? literalText(values && child(values, 'account_id')) : undefined;
      return account ? [[provider, { account, claims: [], at: account.at }] as const] : [];
    }),
  );
}
