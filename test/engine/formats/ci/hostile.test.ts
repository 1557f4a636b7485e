/** Pipelines that were built to take long, or to say what is not so. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployments, landings, problems } from '../../../support/pipeline';
import { type Documents, findings, snapshotOf, uriOf } from '../../../support/workspace';

const path = '.github/workflows/deploy.yml';
const deploy = 'aws cloudformation deploy --template-file t.yaml --stack-name orders';
const github = (...steps: readonly string[]) =>
  `on: push\njobs:\n  a:\n    steps:\n${steps.map(step => `      - ${step}\n`).join('')}`;
const times = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join('');

const cases: Readonly<Record<string, Documents>> = {
  'an action that calls itself many times': {
    [path]: github('uses: ./x', `run: ${deploy}`),
    'x/action.yml': `runs:\n  steps:\n${times(200, () => `    - uses: ./x\n    - run: ${deploy}\n`)}`,
  },
  'workflows that call each other': {
    [path]: `jobs:\n${times(100, i => `  j${i}: { uses: ./.github/workflows/b.yml }\n`)}`,
    '.github/workflows/b.yml': `jobs:\n${times(100, i => `  j${i}: { uses: ./.github/workflows/deploy.yml }\n`)}  k: { steps: [{ run: ${deploy} }] }\n`,
  },
  'a matrix of millions': {
    [path]: github(`run: ${deploy}`).replace(
      'steps:',
      `strategy: { matrix: { a: [${times(300, i => `${i},`)}], b: [${times(300, i => `${i},`)}], c: [1, 2] } }\n    steps:`,
    ),
  },
  'variables that double each other': {
    '.gitlab-ci.yml': `variables:\n  V0: xxxxxxxxxx\n${times(60, i => `  V${i + 1}: $V${i}$V${i}\n`)}a: { script: ['${deploy}-$V60'] }\n`,
  },
  'scripts that refer to each other': {
    '.gitlab-ci.yml': `a: { script: [${times(50, () => '!reference [a, script], ')} '${deploy}'] }\n`,
  },
  'jobs that extend each other': {
    '.gitlab-ci.yml': times(
      3_000,
      i => `j${i}: { extends: [j${(i + 1) % 3_000}, j${(i + 7) % 3_000}], script: ['${deploy}-${i}'] }\n`,
    ),
  },
  'words without end': { [path]: `jobs: { a: { steps: [] } }\n# ${'aws '.repeat(200_000)}\n` },
  'a script of many calls': { [path]: github(`run: |\n${times(3_000, i => `          ${deploy}-${i}\n`)}`) },
  'formats of formats': {
    [path]: github(`run: ${deploy}-\${{ ${"format('{0}{0}{0}', ".repeat(28)}'x'${')'.repeat(28)} }}`),
  },
  'parentheses without end': { [path]: github(`run: ${deploy}-\${{ ${'('.repeat(900)} }}`) },
  'a script that asks for everything': {
    [path]: github(
      `run: |\n${times(3_000, i => `          if [ "$A${i}" = b ]; then V=${i}; fi\n`)}          ${deploy}`,
    ),
  },
  'jobs that need each other under conditions': {
    [path]: `on: push\njobs:\n${times(3_000, i => `  a${i}: { needs: [a${i + 1}, a${(i + 2) % 500}], if: "github.ref == 'x${i}' && inputs.y${i}", outputs: { x: a }, steps: [{ run: '${deploy}-\${{ needs.a${i + 1}.outputs.x }}' }] }\n`)}`,
  },
  'functions that call each other': {
    '.gitlab-ci.yml': `a:\n  script:\n    - |\n${times(12, i => `      f${i}() { ${`f${i + 1}; `.repeat(6)}}\n`)}      f0\n      ${deploy}\n`,
  },
  'loops in loops': {
    '.gitlab-ci.yml': `a:\n  script:\n    - |\n${times(8, i => `      for v${i} in ${times(30, k => `x${k} `)}; do\n`)}      ${deploy}-$v1\n${'      done\n'.repeat(8)}`,
  },
  'a script of many variables': {
    [path]: github(`run: |\n${times(5_000, i => `          if a; then V${i}=$V${i}; fi\n`)}          ${deploy}`),
  },
};

/** Of those that are read whole, how many landings they state. */
const whole: Readonly<Record<string, number>> = {
  'a matrix of millions': 1,
  'variables that double each other': 1,
  'words without end': 0,
  'formats of formats': 1,
  'parentheses without end': 1,
};

describe('is read to its end, or says that it is not', () => {
  it.each(Object.entries(cases))('%s', (name, documents) => {
    expect(() => findings(documents)).not.toThrow();
    const pipeline = path in documents ? path : '.gitlab-ci.yml';
    if (name in whole) {
      expect(deployments(documents, pipeline)).toHaveLength(whole[name]!);
      expect(problems(documents, pipeline)).toEqual([]);
    } else {
      expect(problems(documents, pipeline)).toEqual([
        expect.stringContaining('this pipeline is too large to be read whole'),
      ]);
    }
  });
});

it('of more landings than are told, the first that is not is where the problem stands', () => {
  const script = (count: number) => ({ [path]: github(`run: |\n${times(count, i => `          ${deploy}-${i}\n`)}`) });
  expect(problems(script(200), path)).toEqual([]);
  for (const count of [201, 3_000]) {
    const documents = script(count);
    expect(deployments(documents, path)).toHaveLength(200);
    const [problem, ...others] = snapshotOf(documents).problems(uriOf(path));
    expect(problem!.message).toBe(
      'this pipeline is too large to be read whole; what it deploys from here on is not read',
    );
    expect(documents[path]!.slice(problem!.range.start).split('\n')[0]).toBe(`${deploy}-200`);
    expect(others).toEqual([]);
  }

  const inAction = `runs:\n  steps:\n    - run: |\n${times(201, i => `        ${deploy}-${i}\n`)}`;
  expect(problems({ [path]: github('uses: ./x'), 'x/action.yml': inAction }, path)).toEqual([
    expect.stringMatching(/^warning on: push(?:.|\n)*: this pipeline is too large to be read whole$/),
  ]);
});

it('one landing that is stated again and again is one, and nothing is cut', () => {
  const again = (count: number) => ({ [path]: github(`run: |\n${times(count, () => `          ${deploy}\n`)}`) });
  expect(deployments(again(900), path)).toHaveLength(1);
  expect(problems(again(900), path)).toEqual([]);
  expect(problems(again(1_100), path)).toEqual([expect.stringContaining('from here on is not read')]);
});

it('expressions and conditions are read to their end, whatever they are', () => {
  const words = fc.constantFrom(
    ...["'main'", "'", 'github.ref', 'inputs.a', "['b']", '[', ']', '(', ')', '&&', '||', '!', '==', '!=', '<', ','],
    ...[
      'startsWith(',
      'contains(',
      'format(',
      'fromJSON(',
      'case(',
      'true',
      '1',
      '$A',
      '"b"',
      '=~',
      '/^a/',
      'null',
      '{0}',
    ],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), all => {
      const text = all.join(' ');
      const quoted = JSON.stringify(`\${{ ${text} }}`);
      const workflow = `on: push\njobs: { a: { if: ${quoted}, env: { A: ${quoted} }, steps: [{ run: '${deploy}' }] } }\n`;
      const pipeline = `a: { rules: [{ if: ${JSON.stringify(text)} }], script: [${JSON.stringify(`if [ ${text} ]; then ${deploy}; fi`)}] }\n`;
      expect(deployments({ [path]: workflow }, path).length).toBeLessThan(20);
      expect(deployments({ '.gitlab-ci.yml': pipeline }, '.gitlab-ci.yml').length).toBeLessThan(20);
    }),
    { numRuns: 300 },
  );
});

describe('what a condition decides is open, unless it compares what has one value', () => {
  const account = (...commands: readonly string[]) => {
    const text = `job: { script: [${commands.map(command => JSON.stringify(command)).join(', ')}] }\n`;
    return deployments({ '.gitlab-ci.yml': text }, '.gitlab-ci.yml').map(one => one.account?.parts);
  };
  const assume = (id: string) => `eval $(aws sts assume-role --role-arn arn:aws:iam::${id}:role/x --output text)`;

  it('credentials', () => {
    const either = (test: string) =>
      account(`if ${test}; then ${assume('111122223333')}; else ${assume('444455556666')}; fi`, deploy);
    expect(either('./is-prod')).toMatchObject([[{ kind: 'opaque' }]]);
    expect(either('[ "$(./stage)" = prod ]')).toMatchObject([[{ kind: 'opaque' }]]);
    expect(either('[ "$X" = prod ]')).toEqual([['111122223333'], ['444455556666']]);
    expect(account(`./is-prod && ${assume('111122223333')}`, deploy)).toEqual([['111122223333']]);
    expect(account(`./is-dev || ${assume('111122223333')}`, deploy)).toMatchObject([[{ kind: 'opaque' }]]);
    expect(account(`[ "$X" = prod ] && ${assume('111122223333')}`, deploy)).toEqual([['111122223333'], undefined]);
    expect(account(assume('111122223333'), deploy)).toEqual([['111122223333']]);
  });

  it('the folder', () => {
    const text = (command: string) => ({
      '.gitlab-ci.yml': `job: { script: [${JSON.stringify(command)}, '${deploy}'] }\n`,
    });
    expect(landings(text('if [ -d a ]; then cd a; fi'), '.gitlab-ci.yml')).toEqual([]);
    expect(landings(text('cd a'), '.gitlab-ci.yml')).toHaveLength(1);
  });

  it('a stack that is created or updated lands once', () => {
    const both =
      'if aws cloudformation describe-stacks --stack-name x; then aws cloudformation update-stack --stack-name x --template-body file://t.yaml; else aws cloudformation create-stack --stack-name x --template-body file://t.yaml; fi';
    expect(account(both)).toHaveLength(1);
  });
});

describe('calls in other spellings', () => {
  it.each([
    'aws --debug --no-cli-pager cloudformation deploy --no-fail-on-empty-changeset --template-file t.yaml --stack-name orders',
    'sudo aws cloudformation deploy --stack-name=orders --template-file=t.yaml',
    'pipenv run sam deploy -t t.yaml --stack-name orders --no-confirm-changeset',
    '/usr/local/bin/aws cloudformation deploy --template-file ./t.yaml --stack-name "orders"',
    'AWS_PROFILE=x aws cloudformation deploy --template-file t.yaml --stack-name orders',
    'time aws cloudformation deploy --template-file t.yaml --stack-name orders | tee log',
  ])('%s', command => {
    const text = github(`run: ${JSON.stringify(command)}`);
    expect(landings({ [path]: text }, path)).toEqual(['t.yaml orders - -']);
  });

  it.each([
    'samlocal deploy -t t.yaml',
    'aws s3 cp cloudformation deploy',
    'echo sam deploy -t t.yaml',
    'sam deploy --help',
    'aws cloudformation delete-stack --stack-name orders',
  ])('not %s', command => {
    expect(landings({ [path]: github(`run: ${command}`) }, path)).toEqual([]);
  });
});
