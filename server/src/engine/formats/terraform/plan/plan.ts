import type { DocumentFacts } from '../../../model/document-facts';
import type { Claim } from '../../../model/environment';
import type { Text } from '../../../model/text';
import type { SyntaxTree } from '../../../syntax/tree';
import { saysEnvironment } from '../../claims';
import type { Format, Neighbours } from '../../format';
import { child, children, type Place } from '../../place';
import { wordAt } from '../addresses';
import { isPlan } from '../detect';
import { generatedFacts } from '../generated';
import { folderClaims } from '../landing/folders';
import type { Provider } from '../landing/landed';
import { type Attributes, isAws, landingOf } from '../landing/providers';
import { type PolicyReading, policyReading } from '../policies/policy-reading';
import type { Declaration } from '../resources/declaration';
import { evaluateNode, literally } from '../values/expressions';
import { resourceId } from '../values/references';
import { originInPlan } from './origin';
import { attributeOf, blockOf, bodyOf, plannedIn } from './plan-attributes';
import { type Plan, type PlannedResource, readPlan } from './plan-index';
import { expressionValue } from './plan-values';

/** What `terraform show -json` prints of a plan. */
export const terraformPlan: Format = {
  name: 'terraform-plan',
  detect: isPlan,
  lower: lowerPlan,
  origin: originInPlan,
};

function lowerPlan(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const plan = readPlan(tree);
  const policies = policyReading([tree]);
  const recorded = plan.resources.map(resource => ({
    declaration: declarationOf(plan, resource, policies),
    arn: existingArn(resource),
    module: resource.module,
  }));
  const claims = [...variableClaims(plan), ...folderClaims(tree.document.uri, neighbours)];
  return { ...generatedFacts(tree, 'terraform-plan', recorded, providersOf(plan), policies), claims };
}

/** Variables of the root module that are called `environment`; its modules may be of others. */
function variableClaims({ variables }: Plan): readonly Claim[] {
  return (variables ? children(variables) : []).flatMap(({ key, place }) => {
    const value = saysEnvironment(key) ? child(place, 'value') : undefined;
    const word = wordAt(value);
    return word === undefined ? [] : [{ source: 'path', text: { parts: [word], at: value!.at }, key } as const];
  });
}

function declarationOf(plan: Plan, resource: PlannedResource, policies: PolicyReading): Declaration {
  const { address, type, place } = resource;
  return {
    id: resourceId(plan.tree.document.uri, address),
    type,
    address,
    provider: providerOf(plan, resource),
    at: place.at,
    when: undefined,
    makesSeveral: false,
    attribute: name => attributeOf(plan, resource, name),
    body: () => bodyOf(plan, resource),
    policies,
  };
}

/** Only the configuration tells aliases, and it tells them by the root module's names. */
function providerOf(plan: Plan, resource: PlannedResource): string {
  const block = blockOf(plan, resource);
  const key = block && wordAt(child(block, 'provider_config_key'));
  return key ?? resource.type.split('_')[0]!;
}

function existingArn({ before }: PlannedResource): Text | undefined {
  const arn = before && child(before, 'arn');
  const literal = wordAt(arn);
  return literal === undefined ? undefined : { parts: [literal], at: arn!.at };
}

function providersOf(plan: Plan): ReadonlyMap<string, Provider> {
  const accounts = callerAccounts(plan);
  const written = plan.providers ? children(plan.providers) : [];
  return new Map(
    written
      .filter(({ key }) => isAws(key))
      .map(({ key, place }) => {
        const landing = landingOf(attributesOf(plan, key, place));
        const seen = landing.account ? undefined : accounts.get(key);
        return [key, { ...landing, ...(seen ? { account: seen, byCredential: true } : {}), at: place.at }];
      }),
  );
}

function attributesOf(plan: Plan, key: string, provider: Place): Attributes {
  const expressions = child(provider, 'expressions');
  const planned = { ...plannedIn(plan, { module: '' }, 0, `provider.${key}`), roughly: true };
  return name => {
    const alias = name === 'alias' ? child(provider, name) : undefined;
    if (alias) return evaluateNode(plan.tree, alias.node, alias.at, literally());
    const expression = expressions && child(expressions, name);
    return expression && expressionValue(expression, planned);
  };
}

/** By provider, what `data.aws_caller_identity` has found. */
function callerAccounts(plan: Plan): ReadonlyMap<string, Text> {
  const callers = [...plan.byAddress.values()].filter(({ type }) => type === 'aws_caller_identity');
  return new Map(
    callers.flatMap(caller => {
      const account = caller.values && child(caller.values, 'account_id');
      const id = wordAt(account);
      return id === undefined ? [] : [[providerOf(plan, caller), { parts: [id], at: account!.at }] as const];
    }),
  );
}
