import { readable } from '../../../analysis/permissions/iam-names';
import type { Grant, Permissions } from '../../../analysis/permissions/permissions';
import { madeUp } from '../../../analysis/permissions/role-names';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { literalOf, show } from '../../../model/text';
import { standIns } from '../../../policy/reading';
import type { Request } from '../../../policy/request-set';
import { textsOf } from '../open-parts';
import type { ReachedRole } from './reached-role';

/** The request in names that nobody takes for real ones: what was made up to ask for any role is called so. */
export function shown(
  request: Request,
  { statement }: Grant,
  { principal, given }: Permissions,
  reached?: ReachedRole,
): Request {
  const texts = textsOf(statement);
  const isWritten = texts.some(text => show(text).includes(standIns.account));
  const account = given.account === undefined && !isWritten ? { account: '${AWS::AccountId}' } : {};
  const keys = statement.conditions.map(({ key }) => key);
  const speaking = speakingOf(request, reached?.role);
  return readable(speaking, { ...account, partition: partitionWritten(statement, principal), keys });
}

function speakingOf(request: Request, role: Resource | undefined): Request {
  const called = role && !(role.name && literalOf(role.name)) ? `\${${role.label}}` : 'any-role';
  const named = (text: string) => madeUp.reduce((name, part) => name.replace(part, called), text);
  const context = Object.entries(request.context).map(([key, value]) => [
    key,
    value.replace('zz-witness.', 'any-service.'),
  ]);
  return { ...request, resource: named(request.resource), context: Object.fromEntries(context) };
}

/** The partition that the ARNs of a statement or a principal write out, where it is another than AWS's main one. */
export function partitionWritten(statement: PolicyStatement, { attached }: Resource): string {
  const texts = [...textsOf(statement), ...attached.map(({ policy }) => policy)];
  return texts.flatMap(text => /^arn:(aws-[a-z-]+):/.exec(show(text))?.[1] ?? [])[0] ?? standIns.partition;
}
