import type { PolicyStatement, Text } from '../../../model/model';
import { literalOf } from '../../../model/text';
import { holding, orAbsent } from '../../../policy/context';
import { denote } from '../../../policy/denote';
import { anything, glob, union } from '../../../policy/language';
import { intersect } from '../../../policy/request-set';
import { passing, passingRoles, requestIn } from './asked';
import { isServicePrincipal } from './services';
import { spoken } from './words';

/** Why a statement that names PassRole can allow it for nothing, whatever else holds; undefined when it can. */
export function deadBecause(statement: PolicyStatement): string | undefined {
  const { actions, resources, conditions } = statement;
  const texts = [...actions.list, ...resources.list, ...conditions.flatMap(({ values }) => values)];
  if (actions.mode === 'except' || !actions.list.some(namesPassRole) || !texts.every(isLiteral)) return undefined;
  const passed = intersect(denote({ ...statement, conditions: [] }, {}).possible, passingRoles({}));
  if (!requestIn(passed))
    return `\`iam:PassRole\` is for nothing here: ${spoken(literals(resources.list))} can be no role`;
  const services = conditions.filter(({ key }) => key.toLowerCase() === 'iam:passedtoservice');
  const named = services.flatMap(({ values }) => literals(values)).filter(name => !isServicePrincipal(name));
  if (named.length === 0 || requestIn(intersect(denote(statement, {}).possible, toRealServices))) return undefined;
  return `\`iam:PassRole\` is for nothing here: ${spoken(named)} is no service principal, as \`lambda.amazonaws.com\` is one`;
}

const toRealServices = passing(
  anything,
  orAbsent(holding(union(...['*.amazonaws.com', '*.amazonaws.com.cn', '*.aws.internal'].map(one => glob(one))))),
);

function namesPassRole(action: Text): boolean {
  return literalOf(action)?.toLowerCase() === 'iam:passrole';
}

function isLiteral(text: Text): boolean {
  return literalOf(text) !== undefined;
}

function literals(texts: readonly Text[]): readonly string[] {
  return texts.flatMap(text => literalOf(text) ?? []);
}
