/** Who may call a function by its address: "Control access to Lambda function URLs" of the AWS Lambda Developer Guide, 2026. */
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { covers, literalOf } from '../../../model/text';
import type { EdgeGroup } from '../access-graph';
import { settingOf } from '../data/provided';
import type { Entry } from '../directory/entries';
import { type Entrance, strangersIn } from './outsiders';

export const INVOKE = 'lambda:InvokeFunction';

/** Calls by an address, and no others. */
export function asksForAddress({ conditions }: PolicyStatement): boolean {
  return conditions.some(({ key }) => /^lambda:InvokedViaFunctionUrl$/i.test(key));
}

/**
 * The address that an Allow to call by one is about: one of those that are known, one of which nobody tells, or none. Who signs needs
 * rights of their own, and since October 2025 all need to be let call the function as well.
 */
export function addressFor(
  { conditions }: PolicyStatement,
  { resource, asides, policies }: Pick<Entry, 'resource' | 'asides' | 'policies'>,
): 'known' | 'any' | 'none' {
  const said = [resource, ...asides];
  const wanted = conditions.find(({ key }) => /^lambda:FunctionUrlAuthType$/i.test(key))?.values.map(literalOf) ?? [];
  const calls = settingOf('calls', said);
  if (calls === undefined) return 'any';
  const isForAll = !wanted.includes('AWS_IAM') && calls === 'yes';
  if (isForAll) return policies.some(letsAnyoneCall) ? 'known' : 'any';
  const isForSigners = !wanted.includes('NONE') && settingOf('signed-calls', said) !== 'no';
  return isForSigners || calls === 'maybe' ? 'any' : 'none';
}

function letsAnyoneCall({ effect, principals, actions }: PolicyStatement): boolean {
  const isForAnyone = principals?.list.some(({ kind }) => kind === 'anyone') ?? false;
  return effect === 'Allow' && isForAnyone && covers(actions, INVOKE, true) === 'yes';
}

/**
 * Permissions that nobody writes. SAM adds all of them ("FunctionUrlConfig" of the AWS SAM Developer Guide), Terraform's provider one or
 * both, as its version has it (terraform-provider-aws, #38260 and #44858).
 */
export function callsUnwritten({ resource, asides }: Entry): readonly Entrance[] {
  const bySam = resource.type === 'AWS::Serverless::Function' ? (resource.takes?.calls ?? 'no') : 'no';
  if (bySam !== 'no') return [callOf(resource, resource, bySam === 'yes')];
  const address = asides.find(({ type, takes }) => type === 'aws_lambda_function_url' && takes?.calls !== 'no');
  return address ? [callOf(resource, address, false)] : [];
}

function callOf(resource: Resource, { at }: Resource, certain: boolean): Entrance {
  const edge: EdgeGroup = {
    targets: [resource.id],
    how: 'reads',
    method: undefined,
    certain,
    says: 'may call by its address',
    asked: [],
    because: [at],
    conditions: [],
  };
  return { into: resource.id, who: strangersIn({ kind: 'anyone' }), edge };
}
