import { describe, expect, it } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

const accounts = [
  '  - { id: "111122223333", environment: production }',
  '  - { id: "444455556666", environment: development }',
  '  - { id: "777788889999", environment: shared }',
].join('\n');
const settings = `version: 1\naccounts:\n${accounts}\ndeployments:\n  - { files: "dev/**", account: "444455556666" }\n  - { files: "tools/**", account: "777788889999" }\n`;

/** What is said of references in a document that lands in a declared account, and nowhere else. */
function said(documents: Documents) {
  return findings({ ...documents, 'bulkhead.yaml': settings }).filter(
    ({ finding }) => finding.rule === 'cross-environment-reference',
  );
}

const worker = (properties: object, name = 'F') =>
  JSON.stringify({ Resources: { [name]: { Type: 'AWS::Lambda::Function', Properties: properties } } });

describe('what lands in an account of development, with no other word of its environment', () => {
  it.each([
    ['a path in a variable', { Environment: { Variables: { P: '/prod/db/password' } } }],
    ['a dynamic reference', { Role: '{{resolve:ssm:/prod/role}}' }],
    ['a name in a variable', { Environment: { Variables: { BUCKET: 'orders-prod-data' } } }],
    ['a host in a variable', { Environment: { Variables: { API_URL: 'https://api.prod.example.com' } } }],
  ])('names production by %s', (_, properties) => {
    const [found, ...others] = said({ 'dev/f.json': worker(properties) });
    expect(others).toEqual([]);
    expect(found?.finding).toMatchObject({ severity: 'warning' });
    expect(found?.finding.message).toContain('`F` is development and names');
    expect(found?.finding.related.map(({ message }) => message)).toContain(
      '`F` is development: declared `development`',
    );
  });

  it('is what it says itself where it says another environment', () => {
    const properties = { FunctionName: 'orders-prod', Environment: { Variables: { P: '/prod/db/password' } } };
    expect(said({ 'dev/f.json': worker(properties) })).toEqual([]);
  });

  it('is told of a thing of its own account that is called production, and that the account is declared otherwise', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-orders';
    const [found, ...others] = said({ 'dev/f.json': worker({ Environment: { Variables: { TABLE: table } } }) });
    expect(others).toEqual([]);
    expect(found?.finding.severity).toBe('warning');
    expect(found?.finding.message).toBe(
      `\`F\` is development and names \`${table}\`, which is called production and is in an account that is declared development: one of the two is not true`,
    );
    expect(found?.finding.related.map(({ message }) => message)).toContain(
      'account `444455556666` is development: declared `development`',
    );
  });

  it('hears of what is another environment’s first', () => {
    const variables = { TABLE: 'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-orders', P: '/prod/db/password' };
    const [found] = said({ 'dev/f.json': worker({ Environment: { Variables: variables } }) });
    expect(found?.finding.message).toContain('names `/prod/db/password`, which is production');
    expect(found?.finding.related.map(({ message }) => message)).toContain(
      '`F` names `arn:aws:dynamodb:eu-west-1:444455556666:table/prod-orders`',
    );
  });

  it('may name what is its own, and shared accounts may name all', () => {
    expect(said({ 'dev/f.json': worker({ Environment: { Variables: { P: '/dev/db/password' } } }) })).toEqual([]);
    expect(said({ 'tools/f.json': worker({ Environment: { Variables: { P: '/prod/db/password' } } }) })).toEqual([]);
  });
});
