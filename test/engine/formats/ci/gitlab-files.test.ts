/** What a job of GitLab takes over from elsewhere: defaults, references, inputs of its file. */
import { describe, expect, it } from 'vitest';
import { deployments, landings, problems, written } from '../../../support/pipeline';
import { type Documents, findings } from '../../../support/workspace';

const path = '.gitlab-ci.yml';
const role = 'arn:aws:iam::111122223333:role/ci';
const global = `variables: { AWS_ROLE_ARN: "${role}", STAGE: all }\n`;
const deploy = 'aws cloudformation deploy --template-file t.yaml --stack-name orders';
const told = (text: string, more: Documents = {}) =>
  landings({ [path]: text, ...more }, path).map(line => line.split(' ').slice(1, 3).join(' '));

describe('inherit', () => {
  const script = `script: ['${deploy}-$STAGE']`;

  it.each([
    ['', 'orders-all 111122223333'],
    ['inherit: { variables: false }, ', '- -'],
    ['inherit: { variables: [STAGE] }, ', 'orders-all -'],
    ['inherit: { variables: [AWS_ROLE_ARN] }, ', '- 111122223333'],
    ['inherit: { default: false }, ', 'orders-all 111122223333'],
    ['inherit: { variables: false }, variables: { STAGE: own }, ', 'orders-own -'],
    ['extends: .alone, ', '- -'],
    ['extends: .alone, inherit: { variables: true }, ', 'orders-all 111122223333'],
  ])('%j and variables', (key, expected) => {
    const alone = '.alone: { inherit: { variables: false } }\n';
    expect(told(`${global}${alone}a: { ${key}${script} }\n`)).toEqual([expected]);
  });

  it('and variables of the whole pipeline', () => {
    const workflow = 'workflow: { rules: [{ when: always, variables: { STAGE: w } }] }\n';
    expect(told(`${workflow}a: { ${script} }\nb: { inherit: { variables: false }, ${script} }\n`)).toEqual([
      'orders-w -',
      '- -',
    ]);
  });

  it.each([
    ['', 'orders-b -'],
    ['inherit: { default: false }, ', '- -'],
    ['inherit: { default: [image] }, ', '- -'],
    ['inherit: { default: [before_script] }, ', 'orders-b -'],
  ])('%j and what is run before', (key, expected) => {
    for (const before of ['default: { before_script: [STAGE=b] }\n', 'before_script: [STAGE=b]\n'])
      expect(told(`${before}a: { ${key}${script} }\n`)).toEqual([expected]);
  });
});

describe('!reference', () => {
  const base = '.base: { variables: { STAGE: prod, ROLE: x }, environment: { name: live } }\n';

  it.each([
    ['variables: !reference [.base, variables]'],
    ['variables: { STAGE: !reference [.base, variables, STAGE] }'],
    ['rules: [{ when: always, variables: !reference [.base, variables] }]'],
    ['extends: .other'],
  ])('%s', key => {
    const other = '.other: { variables: !reference [.base, variables] }\n';
    expect(told(`${base}${other}a: { ${key}, script: ['${deploy}-$STAGE'] }\n`)).toEqual(['orders-prod -']);
  });

  it('of variables for all, and of an environment', () => {
    const text = `${base}variables: !reference [.base, variables]\na: { environment: !reference [.base, environment], script: ['${deploy}-$STAGE-$CI_ENVIRONMENT_NAME'] }\n`;
    expect(told(text)).toEqual(['orders-prod-live -']);
  });

  it('to itself gives nothing', () => {
    expect(
      told(
        `a: { variables: !reference [a, variables], environment: !reference [a, environment], script: ['${deploy}'] }\n`,
      ),
    ).toEqual(['orders -']);
  });
});

describe('inputs of a file', () => {
  const stage = 'spec: { inputs: { stage: { default: dev }, other: {} } }\n---\n';

  it('have their defaults, in texts and scripts', () => {
    for (const word of ['$[[ inputs.stage ]]', '"$[[inputs.stage]]"', "'$[[ inputs.stage | expand_vars ]]'"])
      expect(told(`${stage}a:\n  script:\n    - ${deploy}-${word}\n`)).toEqual(['orders-dev -']);
    const text = `${stage}a:\n  environment: $[[ inputs.stage ]]\n  script:\n    - ${deploy}-$CI_ENVIRONMENT_NAME\n`;
    expect(told(text)).toEqual(['orders-dev -']);
    expect(
      deployments({ [path]: text }, path)[0]!.claims.map(({ text: { at } }) => written({ [path]: text }, at)),
    ).toContain('.gitlab-ci.yml: $[[ inputs.stage ]]');
  });

  it('that nobody gives are open, and so is what functions make of them', () => {
    for (const word of ['$[[ inputs.other ]]', '$[[ inputs.nobody ]]', '$[[ inputs.stage | truncate(0,1) ]]'])
      expect(told(`${stage}a:\n  script:\n    - ${deploy}-${word}\n`)).toEqual(['- -']);
  });

  const file = `spec: { inputs: { stage: {}, role: { default: "${role}" } } }\n---\n"deploy-$[[ inputs.stage ]]":\n  variables: { AWS_ROLE_ARN: "$[[ inputs.role ]]" }\n  script:\n    - ${deploy}-$[[ inputs.stage ]] --parameter-overrides Stage=$[[ inputs.stage ]]\n`;
  const include = (stage: string, more = '') => `  - { local: c.yml, inputs: { stage: ${stage}${more} } }\n`;

  it('are given by whoever includes it, each time anew', () => {
    const text = `include:\n${include('prod')}${include('dev', ', role: "$DEV_ROLE"')}${include('prod')}`;
    expect(told(text, { 'c.yml': file }).sort()).toEqual(['orders-dev ${DEV_ROLE}', 'orders-prod 111122223333']);
    expect(problems({ [path]: text, 'c.yml': file }, path)).toEqual([]);
  });

  it('are given to a pipeline that a job starts', () => {
    const text = `a: { trigger: { include: [{ local: c.yml, inputs: { stage: prod } }] } }\ninclude: []\n`;
    expect(told(text, { 'c.yml': file })).toEqual(['orders-prod 111122223333']);
  });

  it('are handed on', () => {
    const middle = `spec: { inputs: { stage: {} } }\n---\ninclude: [{ local: c.yml, inputs: { stage: "$[[ inputs.stage ]]-x" } }]\n`;
    const text = 'include: [{ local: m.yml, inputs: { stage: qa } }]\n';
    expect(told(text, { 'm.yml': middle, 'c.yml': file })).toEqual(['orders-qa-x 111122223333']);
  });

  it('two environments in one account are one mix', () => {
    const template = 'Parameters: { Stage: { Type: String } }\nResources: { Q: { Type: AWS::SQS::Queue } }\n';
    const found = (more: string) =>
      findings({ [path]: `include:\n${include('prod')}${include('dev', more)}`, 'c.yml': file, 't.yaml': template });
    expect(found('').map(({ finding }) => `${finding.rule} ${finding.severity}`)).toEqual(['mixed-environments error']);
    expect(found(', role: "arn:aws:iam::444455556666:role/ci"')).toEqual([]);
  });
});

describe('a mix that stands in another file is told there', () => {
  const template = 'Parameters: { Stage: { Type: String } }\nResources: { Q: { Type: AWS::SQS::Queue } }\n';
  const step = (stage: string) => `${deploy}-${stage} --parameter-overrides Stage=${stage}`;
  const seen = (documents: Documents) =>
    findings({ ...documents, 't.yaml': template }).map(one => `${one.path} ${one.finding.rule} ${one.text}`);

  it('in one that is included', () => {
    const jobs = `${global}a: { script: ['${step('prod')}'] }\nb: { script: ['${step('dev')}'] }\n`;
    expect(seen({ [path]: 'include: ci/c.yml\n', 'ci/c.yml': jobs })).toEqual([
      'ci/c.yml mixed-environments Stage=dev',
    ]);
    expect(seen({ 'ci/c.yml': jobs })).toEqual([]);
  });

  it('in an action', () => {
    const use = (stage: string) => `      - { uses: ./x, with: { stage: ${stage} } }\n`;
    const workflow = `on: push\njobs:\n  a:\n    env: { AWS_ROLE_ARN: "${role}" }\n    steps:\n${use('prod')}`;
    const action = `inputs: { stage: {} }\nruns:\n  using: composite\n  steps:\n    - run: ${step('${{ inputs.stage }}')}\n    - run: ${step('dev')}\n`;
    expect(seen({ '.github/workflows/d.yml': workflow, 'x/action.yml': action })).toEqual([
      'x/action.yml mixed-environments Stage=dev',
    ]);
  });

  it('and not in a template with a resource of that name', () => {
    const other = `Resources: { script: { Type: AWS::SQS::Queue, Metadata: "${deploy}" } }\n`;
    expect(seen({ 'c.yml': other })).toEqual([]);
  });
});
