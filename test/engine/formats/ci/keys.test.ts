/** Keys in variables sign instead of a role that was assumed before: then nobody says which account it is. */
import { describe, expect, it } from 'vitest';
import { deployments } from '../../../support/pipeline';

const deploy = 'aws cloudformation deploy --template-file t.yaml --stack-name';
const role = (account: string) => `arn:aws:iam::${account}:role/ci`;
const [dev, prod] = ['444455556666', '111122223333'];
const unknown = expect.arrayContaining([expect.objectContaining({ kind: 'opaque' })]);

describe('GitHub Actions', () => {
  const path = '.github/workflows/deploy.yml';
  const accounts = (steps: string, more = {}) => {
    const credentials = `      - uses: aws-actions/configure-aws-credentials@v4\n        with: { role-to-assume: "${role(prod)}", aws-region: x }\n`;
    const text = `on: push\njobs:\n  a:\n    steps:\n${credentials}      - run: ${deploy} first\n${steps}`;
    return deployments({ [path]: text, ...more }, path).map(({ account }) => account?.parts);
  };
  const run = (...lines: readonly string[]) => `      - run: |\n${lines.map(line => `          ${line}\n`).join('')}`;
  const env = (key: string) => `        env: { AWS_ACCESS_KEY_ID: "${key}", AWS_SECRET_ACCESS_KEY: x }\n`;
  const last = `      - run: ${deploy} last\n`;

  it.each([
    ['of a step', `${last}${env('${{ secrets.DEV_KEY }}')}`],
    ['of a script', run('export AWS_ACCESS_KEY_ID=$DEV_KEY AWS_SECRET_ACCESS_KEY=$S', `${deploy} last`)],
    ['of a command', run(`AWS_ACCESS_KEY_ID=$DEV_KEY AWS_SECRET_ACCESS_KEY=$S ${deploy} last`)],
    ['of a vault', run('export AWS_ACCESS_KEY_ID=$(vault read -field=k x)', `${deploy} last`)],
    ['perhaps', run('if ./is-dev; then export AWS_ACCESS_KEY_ID=$DEV_KEY; fi', `${deploy} last`)],
    ['for the steps after', `${run('echo "AWS_ACCESS_KEY_ID=$DEV_KEY" >> $GITHUB_ENV')}${last}`],
    ['of a step before', `${last}${env('${{ steps.dev.outputs.aws-access-key-id }}')}`],
  ])('%s', (_, steps) => {
    expect(accounts(steps)).toEqual([[prod], unknown]);
  });

  it('of a step that uses an action of the repository, and only there', () => {
    const action = { 'x/action.yml': `runs:\n  steps:\n    - run: ${deploy} inner\n` };
    expect(accounts(`      - uses: ./x\n${env('${{ secrets.DEV_KEY }}')}${last}`, action)).toEqual([
      [prod],
      unknown,
      [prod],
    ]);
  });

  it('only in the command or step that has them', () => {
    expect(accounts(run(`AWS_ACCESS_KEY_ID=$DEV_KEY ${deploy} other`, `${deploy} last`))).toEqual([
      [prod],
      unknown,
      [prod],
    ]);
    expect(accounts(`${run('export AWS_ACCESS_KEY_ID=$DEV_KEY')}${last}`)).toEqual([[prod], [prod]]);
    expect(accounts(`${last}${env('${{ env.AWS_ACCESS_KEY_ID }}')}`)).toEqual([[prod], [prod]]);
  });

  const assume = `CREDS=$(aws sts assume-role --role-arn ${role(dev)} --role-session-name x)`;

  it('that are those of a role', () => {
    const key = 'AWS_ACCESS_KEY_ID=$(echo $CREDS | jq -r .Credentials.AccessKeyId)';
    expect(accounts(run(assume, `export ${key}`, `${deploy} last`))).toEqual([[prod], [dev]]);
    expect(accounts(run(assume, key, 'export AWS_ACCESS_KEY_ID', `${deploy} last`))).toEqual([[prod], [dev]]);
    expect(accounts(`${run(assume, `echo "${key}" >> "$GITHUB_ENV"`)}${last}`)).toEqual([[prod], [dev]]);
    expect(accounts(run('read -r AWS_ACCESS_KEY_ID S T <<< $(x)', `${deploy} last`))).toEqual([[prod], unknown]);
  });

  it('that are taken away', () => {
    expect(accounts(run('unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY', `${deploy} last`))).toEqual([
      [prod],
      undefined,
    ]);
    expect(accounts(run('unset AWS_SESSION_TOKEN', `${deploy} last`))).toEqual([[prod], [prod]]);
  });
});

it('GitLab: before a role for web identity', () => {
  const path = '.gitlab-ci.yml';
  const account = (key: string) => {
    const text = `variables: { AWS_ROLE_ARN: "${role(prod)}" }\na: { variables: { AWS_ACCESS_KEY_ID: "${key}" }, script: ['${deploy} a'] }\n`;
    return deployments({ [path]: text }, path).map(one => one.account?.parts);
  };
  expect(account('$DEV_KEY')).toEqual([unknown]);
  expect(account('')).toEqual([[prod]]);
});
