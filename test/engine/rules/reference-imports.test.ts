/** Exports are of one account and region ("Fn::ImportValue" of the AWS CloudFormation Template Reference). */
import { describe, expect, it } from 'vitest';
import { dev, type Landing, prod, settingsOf } from '../../support/settings';
import { type Documents, findings } from '../../support/workspace';

const shared = '777788889999';
const accounts = { [prod]: 'production', [dev]: 'development', [shared]: 'shared' };
const landings: readonly Landing[] = [
  ['dev/**', dev],
  ['prod/**', prod],
];

/** What is said where `dev/a.yaml` imports what `prod/e.yaml` exports. */
function said(landings: readonly Landing[], documents: Documents = {}): readonly string[] {
  return findings({
    'bulkhead.yaml': settingsOf(accounts, landings),
    'dev/a.yaml': importing,
    'prod/e.yaml': exporting(),
    ...documents,
  })
    .filter(({ finding }) => finding.rule === 'cross-environment-reference')
    .map(({ finding, path, text }) => `${finding.severity} ${path} ${text}: ${finding.message}`);
}

const tagged = (environment: string) => `Tags: [{ Key: Environment, Value: ${environment} }]`;
const importing = `Resources:
  F:
    Type: AWS::Lambda::Function
    Properties:
      ${tagged('dev')}
      Environment: { Variables: { TABLE: !ImportValue shop-table } }
`;
const exporting = (name = 'shop-table') => `Resources:
  T: { Type: AWS::DynamoDB::Table, Properties: { ${tagged('prod')} } }
Outputs:
  T: { Value: !Ref T, Export: { Name: ${name} } }
`;
const unmet =
  'hint dev/a.yaml shop-table: `F` is development and imports `shop-table`, which here only production exports: an import means the exports of its own account and region alone';
const named =
  'error dev/a.yaml shop-table: `F` is development and names the export `shop-table`, which is production: whoever works in development can reach production';

describe('an import of what only another environment exports', () => {
  it.each<[string, readonly Landing[], readonly string[]]>([
    ['in another account', landings, [unmet]],
    ['in an account that nobody knows', [['dev/**', dev]], [named]],
    ['from an account that nobody knows', [['prod/**', prod]], [named]],
    ['in accounts that nobody knows', [['x', dev]], [named]],
    [
      'in a shared account',
      [
        ['dev/**', dev],
        ['prod/**', shared],
      ],
      [],
    ],
    ['from both accounts', [...landings, ['dev/**', prod]], [unmet]],
    ['into both accounts', [...landings, ['prod/**', dev]], []],
  ])('%s', (_, deployments, expected) => {
    expect(said(deployments)).toEqual(expected);
  });

  it('means the one that its own account exports', () => {
    const own = `Resources: { T: { Type: "AWS::DynamoDB::Table" } }\nOutputs: { T: { Value: !Ref T, Export: { Name: shop-table } } }\n`;
    expect(said(landings, { 'dev/e.yaml': own })).toEqual([]);
  });

  it('is none where nobody exports it', () => {
    expect(said(landings, { 'prod/e.yaml': exporting('other') })).toEqual([]);
  });

  it('is told of what production imports, too', () => {
    const documents = {
      'prod/e.yaml': importing.replace('dev', 'prod'),
      'dev/a.yaml': exporting().replace('prod', 'dev'),
    };
    expect(said(landings, documents)).toEqual([
      expect.stringContaining(
        'hint prod/e.yaml shop-table: `F` is production and imports `shop-table`, which here only',
      ),
    ]);
  });

  it('says nothing of another region of its own account', () => {
    const artifact = (name: string, region: string) => ({
      type: 'aws:cloudformation:stack',
      environment: `aws://${dev}/${region}`,
      properties: { templateFile: `${name}.template.json` },
      displayName: name,
    });
    const table = { Type: 'AWS::DynamoDB::Table', Properties: { Tags: [{ Key: 'Environment', Value: 'prod' }] } };
    const variables = { TABLE: { 'Fn::ImportValue': 'shop-table' } };
    const worker = {
      Type: 'AWS::Lambda::Function',
      Properties: { Tags: [{ Key: 'Environment', Value: 'dev' }], Environment: { Variables: variables } },
    };
    const outputs = { T: { Value: { Ref: 'T' }, Export: { Name: 'shop-table' } } };
    const app = (region: string): Documents => ({
      'cdk.out/manifest.json': JSON.stringify({
        version: '55.0.0',
        artifacts: { A: artifact('A', 'eu-west-1'), B: artifact('B', region) },
      }),
      'cdk.out/A.template.json': JSON.stringify({ Resources: { F: worker } }),
      'cdk.out/B.template.json': JSON.stringify({ Resources: { T: table }, Outputs: outputs }),
    });
    const told = (region: string) =>
      findings(app(region)).filter(({ finding }) => finding.rule === 'cross-environment-reference').length;
    expect([told('eu-west-1'), told('us-east-1')]).toEqual([1, 0]);
  });
});
