import { codeRunningServices, isServicePrincipal } from '../../../analysis/permissions/code-services';
import { passing, passingRoles, requestIn } from '../../../analysis/permissions/pass-role';
import type { PolicyStatement } from '../../../model/statement';
import { literalOf, type Text } from '../../../model/text';
import { holding, orAbsent } from '../../../policy/context';
import { denote } from '../../../policy/denote';
import { anything, glob, literal, union } from '../../../policy/language';
import { intersect, type RequestSet } from '../../../policy/request-set';
import { spoken } from '../quoting';

/** Why a statement that names PassRole can allow it for nothing, whatever else holds; undefined when it can. */
export function deadBecause(statement: PolicyStatement): string | undefined {
  const { actions, resources, conditions } = statement;
  if (actions.mode === 'except' || !actions.list.some(namesPassRole)) return undefined;
  const reason = noRoleAmong(resources) ?? noServiceAmong(conditions);
  const texts = [...actions.list, ...resources.list, ...conditions.flatMap(({ values }) => values)];
  if (reason === undefined || !texts.every(isLiteral)) return undefined;
  const asked = reason.isService ? toRealServices(conditions) : passingRoles({});
  const passed = intersect(denote(statement, {}).possible, asked);
  return requestIn(passed) ? undefined : `\`iam:PassRole\` is for nothing here: ${reason.message}`;
}

/** What a glance suspects; the set of requests decides. */
interface Suspicion {
  readonly message: string;
  readonly isService: boolean;
}

function noRoleAmong({ mode, list }: PolicyStatement['resources']): Suspicion | undefined {
  const named = literals(list);
  if (mode === 'except' || named.some(name => name === '*' || name.includes(':role/'))) return undefined;
  return { message: `${spoken(named)} can be no role`, isService: false };
}

function noServiceAmong(conditions: PolicyStatement['conditions']): Suspicion | undefined {
  const services = conditions.filter(({ key }) => key.toLowerCase() === 'iam:passedtoservice');
  const named = services.flatMap(({ values }) => literals(values)).filter(name => !isServicePrincipal(name));
  if (named.length === 0) return undefined;
  return { message: `${spoken(named)} is no service principal, as \`lambda.amazonaws.com\` is one`, isService: true };
}

/** Principals of services are all in small letters: which of them a pattern means is left open, a name is looked up. */
function toRealServices(conditions: PolicyStatement['conditions']): RequestSet {
  const values = conditions.flatMap(condition => literals(condition.values));
  const named = values.map(value => value.toLowerCase()).filter(isServicePrincipal);
  const real = values.some(value => /[*?]/.test(value))
    ? ['*.amazonaws.com', '*.amazonaws.com.cn', '*.aws.internal'].map(one => glob(one))
    : [literal(...named, ...codeRunningServices)];
  return passing(anything, orAbsent(holding(union(...real))));
}

export function namesPassRole(action: Text): boolean {
  return literalOf(action)?.toLowerCase() === 'iam:passrole';
}

function isLiteral(text: Text): boolean {
  return literalOf(text) !== undefined;
}

function literals(texts: readonly Text[]): readonly string[] {
  return texts.flatMap(text => literalOf(text) ?? []);
}
