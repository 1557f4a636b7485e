// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
/** A stack set lands where its targets are: neither in accounts that it leaves out, nor with the stack that makes it. */
import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const [shop, trial] = ['111122223333', '444455556666'] as const;
const settings = `version: 1
accounts: [{ id: "${shop}", name: shop, environment: production }, { id: "${trial}", name: trial, environment: development }]
`;
const base = {
  'bulkhead.yaml': settings,
  'base.yaml':
    'Resources: { Q: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: dev }] } } }\n',
};
const mixes = (documents: Documents) =>
  findings({ ...base, ...documents }).flatMap(({ finding: { rule, severity } }) =>
    rule === 'mixed-environments' ? [severity] : [],
  );

/** A template with the set, in the account of development. */
const template = (targets: string, condition = '') => ({
  'bulkhead.yaml': `${settings}deployments: [{ files: set.yaml, account: trial }]\n`,
  'set.yaml': `Parameters: { Filter: { Type: String } }
Conditions: { Never: !Equals [a, b] }
Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    ${condition}
    Properties:
      StackSetName: base
      TemplateURL: ./base.yaml
      StackInstancesGroup: [{ DeploymentTargets: { ${targets} }, Regions: [eu-west-1] }]
`,
});

const configuration = (targets: object) => ({
  'main.tf.json': JSON.stringify({
    resource: {
      aws_cloudformation_stack_set: { s: { name: 's', template_body: '${file("base.yaml")}' } },
      aws_cloudformation_stack_instances: {
        i: { stack_set_name: '${aws_cloudformation_stack_set.s.name}', deployment_targets: targets },
      },
    },
  }),
});

describe('accounts beside organizational units', () => {
  const units = 'OrganizationalUnitIds: [ou-ab12-12345678]';
  it.each([
    ['INTERSECTION', 1],
    ['UNION', 1],
    ['DIFFERENCE', 0],
    ['NONE', 0],
    ['!Ref Filter', 0],
  ])('%s', (filter, count) => {
    const targets = `${units}, Accounts: ["${shop}"], AccountFilterType: ${filter}`;
    expect(mixes(template(targets))).toHaveLength(count);
    const written = filter.startsWith('!') ? '${var.filter}' : filter;
    const inTerraform = { organizational_unit_ids: ['ou-1'], accounts: [shop], account_filter_type: written };
    expect(mixes(configuration(inTerraform))).toHaveLength(count);
    expect(mixes(configuration([inTerraform]))).toHaveLength(count);
  });

  it('are targets without a filter', () => {
    expect(mixes(template(`Accounts: ["${shop}"]`))).toEqual(['error']);
    expect(mixes(configuration({ accounts: [shop] }))).toEqual(['error']);
  });
});

describe('the account of the stack that makes the set', () => {
  const inShop = (targets: string) => {
    const files = template(targets);
    return { ...files, 'bulkhead.yaml': files['bulkhead.yaml'].replace('account: trial', 'account: shop') };
  };

  it('is none of its own', () => {
    expect(mixes(inShop('OrganizationalUnitIds: [ou-ab12-12345678]'))).toEqual([]);
    expect(mixes(inShop('Accounts: [!Ref Filter]'))).toEqual([]);
    expect(mixes(inShop(`Accounts: ["${trial}"]`))).toEqual([]);
    expect(mixes(inShop(`Accounts: [!Ref Filter, "${shop}"]`))).toEqual(['error']);
  });
});

describe('a set that is never made', () => {
  it('lands nowhere', () => {
    expect(mixes(template(`Accounts: ["${shop}"]`, 'Condition: Never'))).toEqual([]);
  });
});
