import { describe, expect, it } from 'vitest';
import { golden } from '../../../support/golden';
import { claims, deployments, landings, parameters, problems, written } from '../../../support/pipeline';
import { type Documents, findings, snapshotOf, uriOf } from '../../../support/workspace';

const path = '.gitlab-ci.yml';
const deploy = 'aws cloudformation deploy --template-file t.yaml --stack-name orders';
const pipeline = (text: string): Documents => ({ [path]: text });
const named = (text: string) => deployments(pipeline(text), path).map(({ name }) => name);

describe('a pipeline that assumes a role by web identity in a file that it includes', () => {
  const documents = golden('gitlab-ci');
  const [dev, prod, review, ...others] = deployments(documents, path);

  it('lands once for each job that deploys, and not where an environment is taken down', () => {
    expect(landings(documents, path)).toEqual([
      'stacks/orders.yaml orders-dev 444455556666 eu-west-1',
      'stacks/orders.yaml orders-prod 111122223333 eu-west-1',
      'stacks/orders.yaml - ${ROLE_ARN} eu-west-1',
    ]);
    expect(others).toEqual([]);
    expect(problems(documents, path)).toEqual([]);
  });

  it('gives what variables say, and leaves open what only a run knows', () => {
    expect(parameters(prod!)).toEqual({ Stage: 'prod', Version: '${CI_COMMIT_SHORT_SHA}' });
    expect(parameters(review!).Stage).toBe('${CI_COMMIT_REF_SLUG}');
  });

  it('says why, each where it is written', () => {
    expect(claims(dev!)).toContain('deployment environment dev');
    const at = [dev!.at, dev!.account!.at, dev!.claims.find(({ key }) => key === 'environment')!.text.at];
    expect(at.map(one => written(documents, one))).toEqual([
      'ci/deploy.yml: aws',
      '.gitlab-ci.yml: arn:aws:iam::444455556666:role/gitlab-deploy',
      '.gitlab-ci.yml: dev',
    ]);
  });
});

describe('a job', () => {
  it('takes variables from its matrix, itself, what it extends and the file, in this order', () => {
    const text = `variables: { A: file, B: file, C: file }
.base: { variables: { A: base, B: base }, script: ['${deploy}-$A-$B-$C'] }
job: { extends: .base, variables: { A: own } }
twice: { extends: [.base], parallel: { matrix: [{ C: [x, y] }] } }
`;
    expect(named(text)).toEqual(['orders-own-base-file', 'orders-base-base-x', 'orders-base-base-y']);
  });

  it('takes anchors, merges and lists of scripts', () => {
    const text = `.a: &a [cd stacks, export STAGE=prod]
.b: &b { script: [[*a, '${deploy}-$STAGE']] }
job: { <<: *b }
`;
    expect(deployments(pipeline(text), path).map(({ document, name }) => [document, name])).toEqual([
      [uriOf('stacks/t.yaml'), 'orders-prod'],
    ]);
  });

  it('begins with what is said for all jobs', () => {
    const script = `script: ['${deploy}-$STAGE']`;
    expect(
      named(
        `default: { before_script: [STAGE=all] }\nx: { ${script} }\ny: { before_script: [STAGE=own], ${script} }\n`,
      ),
    ).toEqual(['orders-all', 'orders-own']);
    expect(named(`before_script: [STAGE=old]\nx: { ${script} }\n`)).toEqual(['orders-old']);
  });

  it('lands once for each choice of its rules', () => {
    const rules = `rules: [{ if: $X, variables: { STAGE: prod } }, { when: manual }]`;
    expect(named(`job: { variables: { STAGE: dev }, ${rules}, script: ['${deploy}-$STAGE'] }\n`)).toEqual([
      'orders-dev',
      'orders-prod',
    ]);
  });

  it('leaves open what people choose', () => {
    expect(
      named(`variables: { STAGE: { value: dev, options: [dev, prod] } }\njob: { script: ['${deploy}-$STAGE'] }\n`),
    ).toEqual([undefined]);
  });

  it('is no template, and no key of GitLab', () => {
    expect(named(`.job: { script: ['${deploy}'] }\ndefault: { script: ['${deploy}'] }\n`)).toEqual([]);
  });

  it('says its profile and role', () => {
    const [one, other] = deployments(
      pipeline(`a: { variables: { AWS_PROFILE: orders-prod }, script: ['${deploy}'] }
b: { variables: { AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/x" }, script: ['${deploy}'] }
`),
      path,
    );
    expect(claims(one!)).toContain('deployment profile orders-prod');
    expect(other!.account?.parts).toEqual(['111122223333']);
  });
});

it('two environments in one account are one mix; in two accounts none', () => {
  const job = (stage: string, account: string) =>
    `${stage}: { environment: ${stage}, variables: { AWS_ROLE_ARN: "arn:aws:iam::${account}:role/x" }, script: ['${deploy}-${stage}'] }\n`;
  const found = (other: string) =>
    findings({
      ...pipeline(job('dev', '444455556666') + job('prod', other)),
      't.yaml': 'Resources: { Q: { Type: AWS::SQS::Queue } }\n',
    });
  expect(found('444455556666').map(({ finding, path: where }) => `${where} ${finding.rule}`)).toEqual([
    '.gitlab-ci.yml mixed-environments',
  ]);
  expect(found('111122223333')).toEqual([]);
});

describe('what is not whole', () => {
  it.each([
    ['include: { local: .gitlab-ci.yml }\na: { extends: a, script: [sam deploy] }\n'],
    ['include: [{ local: /a.yml }, 5, [x]]\na: { extends: b }\nb: { extends: a }\n'],
    [`variables: { A: $B$B, B: $A$A }\na: { script: ['${deploy}-$A'] }\n`],
    ['a: { script: !reference [a, script] }\nb: { script: [!reference [b, script], terraform apply] }\n'],
    [
      'a: { parallel: { matrix: { x: y } }, environment: [1], variables: [2], script: { cdk: deploy } }\nb: { script: cdk deploy }\n',
    ],
    [`spec: { inputs: { stage: {} } }\n---\njob: { script: ['${deploy}-$[[ inputs.stage ]]'] }\n`],
  ])('is read as far as it goes: %s', text => {
    expect(() => findings({ ...pipeline(text), 'a.yml': text })).not.toThrow();
  });

  it('behind a header is read too', () => {
    const text = `spec: { inputs: { stage: {} } }\n---\njob: { environment: prod, script: ['${deploy}'] }\n`;
    const [only] = deployments(pipeline(text), path);
    expect(only!.claims.map(({ text: { at } }) => written(pipeline(text), at))).toContain('.gitlab-ci.yml: prod');
  });

  it('one that deploys nothing is none of ours, broken or not', () => {
    for (const text of ['test: { script: [npm test] }\n', 'test: { script: [npm "test] }\n   x\n', ''])
      expect(snapshotOf(pipeline(text)).facts(uriOf(path))).toBeUndefined();
  });

  it.each([
    ['a: { script: [npm "test] }\n   x\ninclude: b.yml\n', 1, /^error/],
    [`a:\n  script:\n\t- ${deploy}\n`, 2, /^error/],
    [`- ${deploy}\n`, 1, /^error .*: a pipeline must be a map, not a list/],
    [`a: [${deploy}]\n`, 1, /: the job `a` must be a map, not a list; what it deploys is not read$/],
    [
      `a:\n  script:\n    - ${deploy} --tags a: b\n`,
      1,
      /^error aws .*: a command must be a text, not a map \(a text with `: ` in it needs quotes\); what it deploys is not read$/,
    ],
    [`.a: &a [${deploy}]\nb: { script: [*a, [!reference [c, script]]] }\n`, 0, /./],
  ])('says in itself why something is lost: %j', (text, count, expected) => {
    const all = problems(pipeline(text), path);
    expect(all).toHaveLength(count);
    for (const problem of all) expect(problem).toMatch(expected);
  });
});
