/** Pipelines that lead elsewhere on each branch: one landing for each way, with what belongs together. */
import { describe, expect, it } from 'vitest';
import { claims, deployments, landings } from '../../../support/pipeline';
import { type Documents, findings } from '../../../support/workspace';

const template = 'Resources: { Queue: { Type: AWS::SQS::Queue } }\n';
const deploy = 'aws cloudformation deploy --template-file t.yaml --stack-name';
const [dev, prod] = ['arn:aws:iam::444455556666:role/deploy', 'arn:aws:iam::111122223333:role/deploy'];
const both = ['t.yaml app-prod 111122223333 -', 't.yaml app-dev 444455556666 -'];

describe('GitHub Actions', () => {
  const path = '.github/workflows/deploy.yml';
  const told = (text: string, more: Documents = {}) =>
    landings({ 't.yaml': template, [path]: text, ...more }, path).map(line => line.trim());
  /** A job that assumes a role and deploys a stack, each as these expressions say. */
  const job = (stage: string, role: string, on = 'push', before = '') => `on: ${on}
jobs:
  deploy:
${before}    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "${role}" }
      - run: ${deploy} app-${stage}
`;

  it.each([
    ["github.ref == 'refs/heads/main'", both],
    ["github.ref_name == 'main'", both],
    ['github.ref_name == github.event.repository.default_branch', both],
    ["startsWith(github.ref, 'refs/tags/v')", both],
    ["contains(github.ref, 'main') && github.event_name == 'push'", both],
    ["(github.event_name == 'release' || inputs.stage == 'prod')", both],
    ['contains(fromJSON(\'["main", "master"]\'), github.ref_name)', both],
    ["'a' == 'A'", [both[0]]],
    ['false', [both[1]]],
  ])('%s decides the stage and the role together', (condition, expected) => {
    const stage = `\${{ ${condition} && 'prod' || 'dev' }}`;
    const role = `\${{ ${condition} && '${prod}' || '${dev}' }}`.replaceAll('"', '\\"');
    expect([...new Set(told(job(stage, role)))]).toEqual(expected);
  });

  it('only the branches count that start it', () => {
    const stage = "${{ github.ref == 'refs/heads/main' && 'prod' || 'dev' }}";
    expect(told(job(stage, dev, '{ push: { branches: [main] } }'))).toEqual(['t.yaml app-prod 444455556666 -']);
    const name = '${{ github.ref_name }}';
    expect(told(job(name, dev))).toEqual(['t.yaml - 444455556666 -']);
    for (const branch of [name, '$GITHUB_REF_NAME', '${GITHUB_REF#refs/heads/}'])
      expect(told(job(branch, dev, '{ push: { branches: [dev, prod] } }'))).toEqual([
        't.yaml app-dev 444455556666 -',
        't.yaml app-prod 444455556666 -',
      ]);
    expect(told(job(name, dev, "{ push: { branches: ['*'] } }"))).toEqual(['t.yaml - 444455556666 -']);
    const either = "${{ github.ref_name == 'main' && github.ref_name || 'other' }}";
    expect(told(job(either, dev, '{ push: { branches: [main, develop] } }'))).toEqual([
      't.yaml app-main 444455556666 -',
      't.yaml app-other 444455556666 -',
    ]);
  });

  it.each([
    ['if [ "$GITHUB_REF" = "refs/heads/main" ]; then STAGE=prod; else STAGE=dev; fi'],
    ['if [[ ${{ github.ref }} == refs/heads/main ]]; then STAGE=prod; else STAGE=dev; fi'],
    ['STAGE=dev; [ "${GITHUB_REF##*/}" = main ] && STAGE=prod'],
    ['if [[ "$GITHUB_REF_NAME" != "main" && "$GITHUB_REF_NAME" != "master" ]]; then STAGE=dev; else STAGE=prod; fi'],
    ['case "$GITHUB_REF_NAME" in main|master) STAGE=prod ;; *) STAGE=dev ;; esac'],
    ['case "${GITHUB_REF#refs/heads/}" in release/*) STAGE=prod;; *) STAGE=dev;; esac'],
    ['if [[ "$GITHUB_REF" =~ ^refs/tags/v ]]; then STAGE=prod; elif true; then STAGE=dev; fi'],
  ])('a script that asks for the branch: %s', script => {
    const text = `on: push
jobs:
  deploy:
    steps:
      - id: stage
        run: |
          ${script}
          echo "stage=$STAGE" >> "$GITHUB_OUTPUT"
          echo "STAGE=$STAGE" >> $GITHUB_ENV
      - if: steps.stage.outputs.stage == 'prod'
        uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "${prod}" }
      - if: env.STAGE != 'prod'
        uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "${dev}" }
      - run: ${deploy} app-\${{ steps.stage.outputs.stage }}
`;
    expect([...new Set(told(text))].sort()).toEqual([...both].sort());
  });

  it('a job before it that says the stage', () => {
    const text = `on: push
jobs:
  stage:
    outputs: { stage: "\${{ steps.s.outputs.stage }}" }
    steps:
      - id: s
        run: |
          if [ "\${{ github.ref_name }}" == "main" ]; then
            echo "::set-output name=stage::prod"
          else
            echo "::set-output name=stage::dev"
          fi
  deploy:
    needs: stage
    if: needs.stage.result == 'success' || success()
    environment: \${{ needs.stage.outputs.stage }}
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "\${{ needs.stage.outputs.stage == 'prod' && '${prod}' || '${dev}' }}" }
      - run: ${deploy} app-\${{ needs.stage.outputs.stage }}
`;
    expect(told(text)).toEqual(both);
    const [first] = deployments({ 't.yaml': template, [path]: text }, path);
    expect(claims(first!)).toContain('deployment environment prod');
  });

  it.each([
    ['if: false'],
    ['if: ${{ false }}'],
    ["if: github.ref == 'a' && github.ref == 'b'"],
    ["if: ${{ 'x' != 'x' }}"],
    ['if: ${{ !true }}'],
  ])('nothing lands with %s', condition => {
    expect(told(job('dev', dev, 'push', `    ${condition}\n`))).toEqual([]);
    expect(told(job('dev', dev).replace('- run:', `- ${condition}\n        run:`))).toEqual([]);
  });

  it('where it ends before nothing lands', () => {
    const text = job('prod', prod).replace(
      '- run: ',
      '- run: |\n          if [ "$GITHUB_REF" != refs/heads/main ]; then exit 0; fi\n          ',
    );
    expect(told(text)).toEqual([both[0]]);
    const failing = job('prod', prod).replace('- run: ', '- run: exit 1\n      - run: ');
    expect(told(failing)).toEqual([]);
  });

  it.each([
    ['matrix: { stage: "${{ fromJSON(\'[\\"dev\\", \\"prod\\"]\') }}" }'],
    ['matrix: "${{ fromJSON(\'{ \\"stage\\": [\\"dev\\", \\"prod\\"] }\') }}"'],
    ['matrix: "${{ fromJSON(\'{ \\"include\\": [{ \\"stage\\": \\"dev\\" }, { \\"stage\\": \\"prod\\" }] }\') }}"'],
    ['matrix: { stage: [dev, prod], exclude: "${{ fromJSON(\'[{ \\"stage\\": \\"test\\" }]\') }}" }'],
  ])('a job for each: %s', matrix => {
    const text = job('${{ matrix.stage }}', dev, 'push', `    strategy:\n      ${matrix}\n`);
    expect(told(text)).toEqual(['t.yaml app-dev 444455556666 -', 't.yaml app-prod 444455556666 -']);
  });

  it('a table of stages by branch', () => {
    const table = `fromJSON('{"main":"prod","develop":"dev"}')[github.ref_name]`;
    const text = job(`\${{ ${table} }}`, `\${{ ${table} == 'prod' && '${prod}' || '${dev}' }}`.replaceAll('"', '\\"'));
    expect(told(text).slice(0, 2)).toEqual(both);
  });

  it.each([
    ['for s in dev prod; do', ['dev', 'prod']],
    ['for s in "dev" prod\n          do', ['dev', 'prod']],
    ['for s in $STAGES; do', ['dev', 'prod']],
    ['for s in {dev,prod}; do', ['dev', 'prod']],
    ['all=(dev "prod")\n          for s in "${all[@]}"; do', ['dev', 'prod']],
    ['for s in $(ls); do', [undefined]],
    ['for s in stacks/*; do', [undefined]],
  ])('a loop: %s', (loop, stages) => {
    const text = job('x', dev).replace(
      /- run: .*/,
      `- run: |\n          ${loop}\n            ${deploy} app-$s\n          done\n        env: { STAGES: dev prod }`,
    );
    expect(told(text)).toEqual(stages.map(stage => `t.yaml ${stage ? `app-${stage}` : '-'} 444455556666 -`));
  });

  it('a function, once for each call', () => {
    const text = job('x', dev).replace(
      /- run: .*/,
      `- run: |
          release() {
            local stage="$1"
            if [ -z "$stage" ]; then return; fi
            ${deploy} app-$stage --role-arn "arn:aws:iam::\${2:-444455556666}:role/cfn"
          }
          release
          release prod 111122223333
          release dev`,
    );
    expect(told(text)).toEqual(both);
  });

  it('a job runs no more than those that it needs', () => {
    const text = `on: push
jobs:
  check:
    if: github.ref_name == 'main'
    outputs: { role: "\${{ steps.r.outputs.role }}" }
    steps:
      - id: r
        run: |
          if [ "$GITHUB_ACTOR" = bot ]; then exit 1; fi
          echo "role=${prod}" >> "$GITHUB_OUTPUT"
  deploy:
    needs: [check]
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "\${{ needs.check.outputs.role }}" }
      - run: ${deploy} app-\${{ github.ref_name == 'main' && 'prod' || 'dev' }}
`;
    expect(told(text)).toEqual([both[0]]);
  });

  it.each([
    ['vars.PROD_ROLE', '${vars.PROD_ROLE}'],
    ['inputs.role', '${inputs.role}'],
    ["'arn:aws:iam::111122223333:role/x'", '111122223333'],
  ])('what a condition chooses is there: %s', (role, account) => {
    const condition = "github.ref_name == 'main'";
    const text = job(`\${{ ${condition} && 'prod' || 'dev' }}`, `\${{ ${condition} && ${role} || '${dev}' }}`);
    expect(told(text)).toEqual([`t.yaml app-prod ${account} -`, both[1]]);
  });

  it("the repository's folder by its name", () => {
    const inside = (command: string, more = '') =>
      told(job('x', dev).replace(/- run: .*/, `- run: |\n          ${command}\n${more}`), { 'a/t.yaml': template });
    expect(inside(`cd a/b && cd "$GITHUB_WORKSPACE/a" && ${deploy} x`)).toEqual(['a/t.yaml x 444455556666 -']);
    expect(inside(`cd a/b; ${deploy.replace('t.yaml', '${{ github.workspace }}/t.yaml')} x`)).toEqual([
      't.yaml x 444455556666 -',
    ]);
    expect(inside(`${deploy} x`, '        working-directory: ${{ github.workspace }}/a\n')).toEqual([
      'a/t.yaml x 444455556666 -',
    ]);
  });

  it('with one account for all is a mix, with two none', () => {
    const stage = "${{ github.ref == 'refs/heads/main' && 'prod' || 'dev' }}";
    const found = (role: string) =>
      findings({ 't.yaml': template, [path]: job(stage, role, 'push', `    environment: ${stage}\n`) });
    expect(found(prod).map(({ finding: { rule } }) => rule)).toEqual(['mixed-environments']);
    expect(found(`\${{ github.ref == 'refs/heads/main' && '${prod}' || '${dev}' }}`)).toEqual([]);
    expect(found('${{ secrets.ROLE }}')).toEqual([]);
  });
});

describe('GitLab CI', () => {
  const path = '.gitlab-ci.yml';
  const told = (text: string, more: Documents = {}) => landings({ 't.yaml': template, [path]: text, ...more }, path);
  const script = `script: ['${deploy} app-$STAGE']`;
  const [onProd, onDev] = [`{ STAGE: prod, AWS_ROLE_ARN: "${prod}" }`, `{ STAGE: dev, AWS_ROLE_ARN: "${dev}" }`];

  it.each([
    [
      `job: { ${script}, rules: [{ if: '$CI_COMMIT_BRANCH == "main"', variables: ${onProd} }, { variables: ${onDev} }] }`,
    ],
    [
      `job: { ${script}, variables: ${onDev}, rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH, variables: ${onProd} }, { when: on_success }] }`,
    ],
    [
      `workflow: { rules: [{ if: $CI_COMMIT_TAG, variables: ${onProd} }, { if: $CI_COMMIT_BRANCH, variables: ${onDev} }] }\njob: { ${script} }`,
    ],
    [
      `job: { ${script}, rules: [{ if: '$CI_COMMIT_BRANCH =~ /^release\\//', variables: ${onProd} }, { if: '$CI_PIPELINE_SOURCE == "push"', variables: ${onDev} }] }`,
    ],
    [
      `.rules: { rules: [{ if: '$CI_COMMIT_BRANCH == "main"', variables: ${onProd} }, { variables: ${onDev} }] }\njob: { ${script}, rules: [!reference [.rules, rules]] }`,
    ],
    [
      `job: { script: ['if [ "$CI_COMMIT_REF_NAME" = "main" ]; then export STAGE=prod AWS_ROLE_ARN=${prod}; else export STAGE=dev AWS_ROLE_ARN=${dev}; fi', '${deploy} app-$STAGE'] }`,
    ],
    [`job: { ${script}, parallel: { matrix: [${onProd}, ${onDev}] } }`],
    [
      `variables: { AWS_ROLE_ARN: "arn:aws:iam::$ACCOUNT:role/x" }\njob: { ${script}, parallel: { matrix: [{ STAGE: prod, ACCOUNT: "111122223333" }, { STAGE: dev, ACCOUNT: "444455556666" }] } }`,
    ],
  ])('lands on each way: %s', text => {
    expect([...new Set(told(`${text}\n`))].sort()).toEqual([...both].sort());
  });

  it.each([
    ['a role of a matrix', `eval $(aws sts assume-role --role-arn $ROLE)`],
    ['one of a profile', `aws configure set role_arn $ROLE --profile x", "export AWS_PROFILE=x`],
  ])('%s', (_, command) => {
    const matrix = `[{ STAGE: prod, ROLE: "${prod}" }, { STAGE: dev, ROLE: "${dev}" }]`;
    const text = `job: { parallel: { matrix: ${matrix} }, script: ["${command}", "${deploy} app-$STAGE"] }\n`;
    expect(told(text)).toEqual(both);
  });

  it.each([
    ['rules: [{ when: never }]'],
    ['rules: [{ if: $X, when: never }, { if: $Y, when: never }]'],
    ['rules: [{ if: \'"a" == "b"\' }]'],
    ['only: []'],
  ])('never lands with %s', rules => {
    expect(told(`job: { variables: ${onDev}, ${script}, ${rules} }\n`)).toEqual([]);
  });

  it('knows the branch where only one starts a job', () => {
    const named = `job: { script: ['${deploy} app-$CI_COMMIT_REF_SLUG'], only: [Main] }\n`;
    expect(told(named)).toEqual(['t.yaml app-main - -']);
    expect(told(named.replace('[Main]', '[merge_requests, web]'))).toEqual(['t.yaml - - -']);
    expect(told(named.replace('only', 'except'))).toEqual(['t.yaml - - -']);
  });

  it('includes all files of a name with a star, and names the environment of a job', () => {
    const files = { 'ci/a.yml': `a: { script: ['${deploy} app-$CI_ENVIRONMENT_NAME'], environment: $STAGE }\n` };
    const text = `include: [{ local: '/ci/*.yml' }, { local: '**/x.yml' }, { project: p, file: f }]\nvariables: { STAGE: prod }\n`;
    expect(told(text, files)).toEqual(['t.yaml app-prod - -']);
  });

  it('follows pipelines that jobs start from files', () => {
    const text = (file: string) => `job: { variables: ${onProd}, trigger: { include: ${file}, strategy: depend } }\n`;
    const child = { 'ci/child.yml': `variables: { STAGE: dev }\ndeploy: { ${script} }\n` };
    expect(told(text('ci/child.yml'), child)).toEqual([both[0]]);
    expect(told(text('[{ local: /ci/child.yml }]'), child)).toEqual([both[0]]);
    expect(told(text('[{ artifact: ci/child.yml, job: a }]'), child)).toEqual([]);
    const loop = { 'ci/child.yml': `${text('ci/child.yml')}deploy: { ${script} }\n` };
    expect(told(text('ci/child.yml'), loop)).toEqual([both[0]]);
  });
});
