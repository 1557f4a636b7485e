/** One template with two environments in it lands in many accounts: each of them is named, wherever it is said. */
import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const queue = (environment: string) =>
  `{ Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: ${environment} }] } }`;
const base = `Resources:\n  A: ${queue('prod')}\n  B: ${queue('dev')}\n  C: ${queue('prod')}\n`;
const stackSet = (...accounts: readonly string[]) => `Resources:
  Base:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: base
      PermissionModel: SELF_MANAGED
      TemplateURL: ./base.yaml
      StackInstancesGroup:
        - DeploymentTargets: { Accounts: [${accounts.map(one => `"${one}"`).join(', ')}] }
          Regions: [eu-west-1]
`;
const [one, two, three] = ['111122223333', '444455556666', '777788889999'] as const;

function mixes(documents: Documents) {
  return findings(documents)
    .filter(({ finding: { rule, severity } }) => rule === 'mixed-environments' && severity === 'error')
    .map(({ finding, text }) => ({ finding, text }));
}
const related = (documents: Documents) => mixes(documents)[0]!.finding.related.map(({ message }) => message);

describe('a mix in many accounts', () => {
  it('is one finding that names each of them', () => {
    const [found, ...others] = mixes({ 'set.yaml': stackSet(one, two, three), 'base.yaml': base });
    expect(others).toEqual([]);
    expect(found?.text).toBe('dev');
    expect(found?.finding.message).toContain(`in accounts \`${one}\`, \`${two}\` and \`${three}\`, together with`);
  });

  it('says how many more there are', () => {
    const many = Array.from({ length: 12 }, (_, i) => String(100000000000 + i));
    const [found] = mixes({ 'set.yaml': stackSet(...many), 'base.yaml': base });
    expect(found?.finding.message).toContain(
      'in accounts `100000000000`, `100000000001`, `100000000002` and 9 more, together with',
    );
    for (const account of many.slice(1))
      expect(found?.finding.related.map(({ message }) => message)).toContain(`account \`${account}\` has both, too`);
  });

  it('names those that several documents say', () => {
    const documents = {
      'a/set.yaml': stackSet(one).replace('./', '../'),
      'b/set.yaml': stackSet(two).replace('./', '../'),
    };
    expect(mixes({ ...documents, 'base.yaml': base })).toHaveLength(1);
    expect(related({ ...documents, 'base.yaml': base })).toContain(`account \`${two}\` has both, too`);
  });

  it('is in accounts that are declared alike', () => {
    const settings = `version: 1\naccounts:\n${[one, two].map(id => `  - { id: "${id}", environment: dev }\n`).join('')}`;
    const [found, ...others] = mixes({ 'bulkhead.yaml': settings, 'set.yaml': stackSet(one, two), 'base.yaml': base });
    expect(others).toEqual([]);
    expect(found?.finding.message).toContain(`in accounts \`${one}\` and \`${two}\`, which are declared development`);
  });

  it('of one account is said as ever', () => {
    const [found] = mixes({ 'set.yaml': stackSet(one), 'base.yaml': base });
    expect(found?.finding.message).toContain(`in account \`${one}\`, together with`);
    expect(found?.finding.related.some(({ message }) => message.includes('too'))).toBe(false);
  });
});
