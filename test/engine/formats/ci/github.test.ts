import { describe, expect, it } from 'vitest';
import { golden } from '../../../support/golden';
import { claims, deployments, landings, parameters, problems, written } from '../../../support/pipeline';
import { type Documents, findings, snapshotOf, uriOf } from '../../../support/workspace';

const path = '.github/workflows/deploy.yml';
const template =
  'Parameters: { Stage: { Type: String, AllowedValues: [dev, prod] }, Owner: { Type: String } }\nResources: { Queue: { Type: AWS::SQS::Queue } }\n';

/** A workflow of one job with these steps, after the credentials of an account. */
const workflow = (...lines: readonly string[]) =>
  `on: push\njobs:\n  deploy:\n    steps:\n${credentials}${steps(lines)}`;
const credentials =
  '      - uses: aws-actions/configure-aws-credentials@v4\n        with: { role-to-assume: "arn:aws:iam::111122223333:role/deploy", aws-region: eu-west-1 }\n';
const steps = (lines: readonly string[]) => lines.map(line => `      ${line}\n`).join('');
const run = (...commands: readonly string[]) => ['- run: |', ...commands.map(command => `    ${command}`)];
const deploy = 'aws cloudformation deploy --template-file template.yaml --stack-name orders';

function one(text: string, more: Documents = {}): Documents {
  return { 'template.yaml': template, [path]: text, ...more };
}

describe('a workflow that deploys with SAM, a package, and an action of its own', () => {
  const documents = golden('github-actions');
  const [dev, prod, ...network] = deployments(documents, path);

  it('lands what it names, built and packaged templates where a person wrote them', () => {
    expect(landings(documents, path)).toEqual([
      'template.yaml orders-dev 444455556666 eu-west-1',
      'template.yaml orders-prod ${vars.DEPLOY_ROLE} eu-central-1',
      'network.yaml network-dev 444455556666 eu-west-1',
      'network.yaml network-prod 111122223333 eu-west-1',
    ]);
  });

  it('gives parameters, of which secrets stay open', () => {
    expect(parameters(dev!)).toEqual({ Stage: 'dev' });
    expect(parameters(prod!)).toEqual({ Stage: 'prod', Owner: '${secrets.OWNER}' });
    expect(network.map(parameters)).toEqual([
      { Stage: 'dev', Cidr: '10.0.0.0/16' },
      { Stage: 'prod', Cidr: '10.0.0.0/16' },
    ]);
  });

  it('says its environment by tags, parameters, the environment, the stack, the role and the job', () => {
    expect(claims(dev!)).toEqual([
      'stack-tag Environment dev',
      'deployment Stage dev',
      'deployment environment development',
      'stack-name orders-dev',
      'path role arn:aws:iam::444455556666:role/github-deploy',
      'path job dev',
    ]);
  });

  it('has everything where it is written', () => {
    const all = [dev!.at, dev!.account!.at, ...dev!.claims.map(({ text }) => text.at)];
    expect(all.map(at => written(documents, at).replace(`${path}: `, ''))).toEqual([
      'sam',
      'arn:aws:iam::444455556666:role/github-deploy',
      'Environment=dev',
      'Stage=dev',
      'development',
      '"orders-dev"',
      'arn:aws:iam::444455556666:role/github-deploy',
      'dev',
    ]);
    expect(written(documents, network[0]!.at)).toBe(
      '.github/actions/stack/action.yml: aws-actions/aws-cloudformation-github-deploy@v1',
    );
  });

  it('says beside a parameter that its template does not take it', () => {
    expect(problems(documents, path)).toEqual([
      'warning "Owner=${{ secrets.OWNER }}": `template.yaml` has no parameter `Owner`',
    ]);
  });
});

describe('the account', () => {
  const account = (text: string) => deployments(one(text), path).map(({ account: said }) => said?.parts);

  it('is that of the last credentials before a step', () => {
    const other = credentials.replaceAll('111122223333', '444455556666');
    expect(account(`${workflow(...run(deploy))}${other}${steps(run(deploy))}`)).toEqual([
      ['111122223333'],
      ['444455556666'],
    ]);
  });

  it('is open where the role is a secret, a variable of the repository, or a key', () => {
    for (const role of ['${{ secrets.ROLE }}', '${{ vars.ROLE }}', 'arn:aws:iam::${{ vars.ACCOUNT }}:role/deploy']) {
      const [parts] = account(workflow(...run(deploy)).replace('arn:aws:iam::111122223333:role/deploy', role));
      expect(parts).toMatchObject([{ kind: 'opaque' }]);
    }
    const keys = workflow(...run(deploy)).replace(
      'role-to-assume: "arn:aws:iam::111122223333:role/deploy"',
      'aws-access-key-id: "${{ secrets.KEY }}"',
    );
    expect(account(keys)).toMatchObject([[{ kind: 'opaque' }]]);
  });

  it('is the one that the credentials may be of', () => {
    const text = workflow(...run(deploy)).replace('aws-region', 'allowed-account-ids: "444455556666", aws-region');
    expect(account(text)).toEqual([['444455556666']]);
  });

  it("is the service role's before the caller's, and a profile's own", () => {
    expect(account(workflow(...run(`${deploy} --role-arn arn:aws:iam::444455556666:role/cfn`)))).toEqual([
      ['444455556666'],
    ]);
    expect(account(workflow(...run(`${deploy} --profile dev`)))).toEqual([undefined]);
    const configured = [
      'aws configure set role_arn arn:aws:iam::444455556666:role/x --profile dev',
      `${deploy} --profile dev`,
    ];
    expect(account(workflow(...run(...configured)))).toEqual([['444455556666']]);
  });

  it('of a step under a condition is not that of a step under another', () => {
    const conditional = (condition: string) =>
      `on: push\njobs:\n  deploy:\n    steps:\n${credentials.replace('uses:', `if: ${condition}\n        uses:`)}`;
    const step = (condition: string) => steps([`- if: ${condition}`, `  run: ${deploy}`]);
    const main = "github.ref == 'refs/heads/main'";
    expect(account(conditional(main) + step(main))).toEqual([['111122223333']]);
    // On other branches nobody says whose account it is.
    expect(account(conditional(main) + step('always()'))).toEqual([['111122223333'], undefined]);
    expect(account(conditional('failure()') + step('always()'))).toMatchObject([[{ kind: 'opaque' }]]);
  });
});

describe('what a step is told', () => {
  it.each([
    ['a working directory', [`- run: ${deploy}`, '  working-directory: stacks'], 'stacks/template.yaml'],
    ['a change of folder', run('cd stacks/api && ls', deploy), 'stacks/api/template.yaml'],
    ['a change of folder in a shell of its own', run('(cd stacks && make)', deploy), 'template.yaml'],
    [
      'an environment of the step',
      [`- run: ${deploy.replace('template.yaml', '$FILE')}`, '  env: { FILE: a/b.yaml }'],
      'a/b.yaml',
    ],
    [
      'an environment of a step before',
      [...run('echo "FILE=a/b.yaml" >> "$GITHUB_ENV"'), `- run: ${deploy.replace('template.yaml', '$FILE')}`],
      'a/b.yaml',
    ],
    ['a default of the shell', run(deploy.replace('template.yaml', '${FILE:-a/b.yaml}')), 'a/b.yaml'],
    ['a body', run('aws cloudformation create-stack --template-body file://a.yaml --stack-name x'), 'a.yaml'],
    [
      'options before the service',
      run('aws --region eu-west-1 cloudformation deploy --template-file a.yaml --stack-name x'),
      'a.yaml',
    ],
  ])('%s', (_, lines, expected) => {
    expect(landings(one(workflow(...lines)), path).map(line => line.split(' ')[0])).toEqual([expected]);
  });

  it.each([
    ['only a run knows the file', run(deploy.replace('template.yaml', '$FILE'))],
    ['only a run knows the folder', run('cd "$(mktemp -d)"', deploy)],
    [
      'the template is a URL',
      run('aws cloudformation create-stack --template-url https://example.com/a.yaml --stack-name x'),
    ],
    ['it is a comment', run(`# ${deploy}`)],
    ['it is text', run(`echo "${deploy}"`)],
    ['it is a text of a script', run('cat <<EOF > deploy.sh', deploy, 'EOF')],
    ['the condition never holds', ["- if: ${{ 'a' == 'b' }}", `  run: ${deploy}`]],
  ])('nothing lands where %s', (_, lines) => {
    expect(landings(one(workflow(...lines)), path)).toEqual([]);
  });

  it('parameters in all their spellings', () => {
    const given = (...commands: readonly string[]) =>
      deployments(
        one(workflow(...run(...commands)), { 'prod.json': '[{"ParameterKey":"Stage","ParameterValue":"prod"}]' }),
        path,
      ).map(parameters);
    expect(given(`${deploy} --parameter-overrides Stage=prod "Owner=the A team" --tags a=b`)).toEqual([
      { Stage: 'prod', Owner: 'the A team' },
    ]);
    expect(given('STAGE=prod', `${deploy} --parameter-overrides Stage=$STAGE`)).toEqual([{ Stage: 'prod' }]);
    expect(given("ALL='Stage=prod Owner=a'", `${deploy} --parameter-overrides $ALL`)).toEqual([
      { Stage: 'prod', Owner: 'a' },
    ]);
    expect(given(`${deploy} --parameter-overrides file://prod.json`)).toEqual([{ Stage: 'prod' }]);
    expect(
      given(
        'aws cloudformation update-stack --template-body file://template.yaml --parameters ParameterKey=Stage,ParameterValue=prod',
      ),
    ).toEqual([{ Stage: 'prod' }]);
    expect(given('sam deploy -t template.yaml --parameter-overrides "Stage=prod Owner=a"')).toEqual([
      { Stage: 'prod', Owner: 'a' },
    ]);
    expect(given('if [ "$X" = y ]; then STAGE=prod; fi', `${deploy} --parameter-overrides Stage=$STAGE`)).toEqual([
      { Stage: 'prod' },
      { Stage: '${STAGE}' },
    ]);
    expect(given('if make check; then STAGE=prod; fi', `${deploy} --parameter-overrides Stage=$STAGE`)).toEqual([
      { Stage: '${STAGE}' },
    ]);
  });
});

describe('one job several times', () => {
  const matrix = (rows: string) =>
    `on: push\njobs:\n  deploy:\n    strategy: { matrix: ${rows} }\n    environment: \${{ matrix.stage }}\n    steps:\n${steps(run(`${deploy}-\${{ matrix.stage }}`))}`;
  const stacks = (text: string) => deployments(one(text), path).map(({ name }) => name);

  it.each([
    ['{ stage: [dev, prod] }', ['orders-dev', 'orders-prod']],
    ['{ stage: [dev, test, prod], exclude: [{ stage: test }] }', ['orders-dev', 'orders-prod']],
    ['{ include: [{ stage: dev }, { stage: prod }] }', ['orders-dev', 'orders-prod']],
    ['{ stage: [dev], include: [{ stage: dev, account: "1" }, { stage: prod }] }', ['orders-dev', 'orders-prod']],
    ['"${{ fromJson(needs.plan.outputs.stages) }}"', [undefined]],
  ])('by the matrix %s', (rows, expected) => expect(stacks(matrix(rows))).toEqual(expected));

  it('by the choices of who starts it', () => {
    const text = `on: { workflow_dispatch: { inputs: { stage: { type: choice, options: [dev, prod], default: dev } } } }\njobs:\n  deploy:\n    environment: \${{ inputs.stage }}\n    steps:\n${steps(
      [
        "- if: inputs.stage == 'prod'",
        '  uses: aws-actions/configure-aws-credentials@v4',
        '  with: { role-to-assume: "arn:aws:iam::111122223333:role/deploy" }',
        "- if: inputs.stage != 'prod'",
        '  uses: aws-actions/configure-aws-credentials@v4',
        '  with: { role-to-assume: "arn:aws:iam::444455556666:role/deploy" }',
        ...run(`${deploy}-\${{ github.event.inputs.stage }}`),
      ],
    )}`;
    expect(landings(one(text), path)).toEqual([
      'template.yaml orders-dev 444455556666 -',
      'template.yaml orders-prod 111122223333 -',
    ]);
  });

  it('what anybody may type in stays open', () => {
    const text = workflow(...run(`${deploy}-\${{ inputs.stage }}`)).replace(
      'on: push',
      'on: { workflow_dispatch: { inputs: { stage: { default: dev } } } }',
    );
    expect(stacks(text)).toEqual([undefined]);
  });
});

describe('a workflow that others call', () => {
  const called = workflow(...run(`${deploy}-\${{ inputs.stage }}`))
    .replace(
      'on: push',
      'on: { workflow_call: { inputs: { stage: { type: string, required: true }, account: { type: string } } } }',
    )
    .replace('111122223333', '${{ inputs.account }}');
  const caller = `on: push\njobs:
  dev: { uses: ./.github/workflows/stack.yml, with: { stage: dev, account: "444455556666" } }
  prod: { uses: ./.github/workflows/stack.yml, with: { stage: prod, account: "111122223333" }, secrets: inherit }
`;
  const documents = one(caller, { '.github/workflows/stack.yml': called });

  it('lands for each call, with what that gives', () => {
    expect(landings(documents, path)).toEqual([
      'template.yaml orders-dev 444455556666 eu-west-1',
      'template.yaml orders-prod 111122223333 eu-west-1',
    ]);
  });

  it('says nothing for itself, unless nobody here calls it', () => {
    expect(landings(documents, '.github/workflows/stack.yml')).toEqual([]);
    const alone = { 'template.yaml': template, '.github/workflows/stack.yml': called };
    expect(landings(alone, '.github/workflows/stack.yml')).toEqual(['template.yaml - ${inputs.account} eu-west-1']);
  });

  it('calls itself only so often', () => {
    const loop = called.replace('jobs:\n', 'jobs:\n  again: { uses: ./.github/workflows/deploy.yml }\n');
    expect(landings(one(loop), path).length).toBeLessThan(50);
  });
});

describe('a workflow beside a samconfig', () => {
  const samconfig = (account: string) => ({
    'samconfig.toml': `[dev.deploy.parameters]\nstack_name = "orders-dev"\nrole_arn = "arn:aws:iam::${account}:role/cfn"\nparameter_overrides = "Stage=dev"\n\n[prod.deploy.parameters]\nstack_name = "orders-prod"\nparameter_overrides = "Stage=prod"\n`,
  });
  const prod = workflow(...run(`${deploy} --parameter-overrides Stage=prod`)).replace(
    '  deploy:\n',
    '  deploy:\n    environment: prod\n',
  );

  it('that lands another environment in the same account is one mix, with both sides', () => {
    const [found, ...others] = findings(one(prod, samconfig('111122223333')));
    expect(others).toEqual([]);
    expect([found!.path, found!.finding.rule]).toEqual(['samconfig.toml', 'mixed-environments']);
    const related = found!.finding.related.map(({ message, at }) => `${at.uri.split('/').at(-1)}: ${message}`);
    expect(related).toEqual([
      'deploy.yml: `orders` is production: deployed with `Stage` as `prod`',
      'samconfig.toml: `orders-dev` lands in account `111122223333`',
      'deploy.yml: `orders` lands in account `111122223333`',
    ]);
  });

  it('that lands it in another account is none', () => {
    expect(findings(one(prod, samconfig('444455556666')))).toEqual([]);
  });

  it('is heard where it says another account than the role that it hands to CloudFormation', () => {
    const [only] = deployments(one(workflow(...run('sam deploy --config-env dev')), samconfig('444455556666')), path);
    expect([only!.account?.parts, only!.otherAccounts?.map(({ parts }) => parts)]).toEqual([
      ['444455556666'],
      [['111122223333']],
    ]);
  });

  it('deploys an environment of it once, in the account of the workflow', () => {
    const documents = one(workflow(...run('sam build', 'sam deploy --config-env prod')), samconfig('444455556666'));
    const { index } = snapshotOf(documents);
    const landed = index.landingsOf(uriOf('template.yaml'));
    expect(landed.map(({ deployment: { name }, account }) => [name, account])).toEqual([
      ['orders-prod', '111122223333'],
      ['orders-dev', '444455556666'],
    ]);
    expect(parameters(landed[0]!.deployment)).toEqual({ Stage: 'prod' });
  });
});

describe('a workflow that is not whole', () => {
  const passing =
    'Resources: { R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [] }, Policies: [{ PolicyName: a, PolicyDocument: { Statement: [{ Effect: Allow, Action: iam:PassRole, Resource: "*" }] } }] } } }\n';

  it('is read as far as it goes, and silences nobody', () => {
    const broken = `${workflow(...run(deploy))}      - run: "unclosed\n`;
    const documents = one(broken, { 'bad.yaml': passing });
    expect(landings(documents, path)).toEqual(['template.yaml orders 111122223333 eu-west-1']);
    expect(problems(documents, path)).toHaveLength(1);
    expect(findings(documents).map(({ path: where }) => where)).toContain('bad.yaml');
  });

  it.each([
    ['deploys nothing', 'on: push\njobs:\n  test:\n    steps:\n      - run: npm test\n'],
    ['is broken and deploys nothing', 'on: push\njobs:\n  test:\n    steps:\n      - run: "npm test\n'],
    ['is no workflow', 'a: [terraform apply]\n'],
    ['is empty', ''],
  ])('one that %s is none of ours', (_, text) => {
    expect(snapshotOf(one(text)).facts(uriOf(path))).toBeUndefined();
    expect(problems(one(text), path)).toEqual([]);
  });

  it.each([
    ['jobs: [aws cloudformation deploy]'],
    ['jobs: { a: { steps: { run: aws cloudformation deploy } } }'],
    ['jobs: { a: { steps: [1, null, [a], { run: [sam deploy] }, { run: sam deploy }, { uses: { a: b } }] } }'],
    [
      'jobs: { a: { strategy: { matrix: { a: { b: c }, include: x } }, env: [1], environment: [2], if: [3], steps: [{ run: sam deploy, env: 4, with: 5 }] } }',
    ],
    ['jobs: { a: { uses: ./../../../etc/passwd, with: 7 }, b: { steps: [{ uses: ./, run: cdk deploy }] } }'],
    ['env: { A: "${{ env.A }}${{ env.A }}" }\njobs: { a: { steps: [{ run: "cdk deploy --app $( $( ${ `" }] } }'],
  ])('strange shapes are passed over: %s', text => {
    expect(() => findings(one(text))).not.toThrow();
  });

  it.each([
    ['on: push\njobs: [aws cloudformation deploy]\n', '`jobs` must be a map of jobs, not a list'],
    ['on: push\nsteps: [{ run: aws cloudformation deploy }]\n', 'this workflow has no `jobs`'],
    ['on: push\njobs: { a: [aws cloudformation deploy] }\n', 'the job `a` must be a map, not a list'],
    ['on: push\njobs: { a: { step: [{ run: sam deploy }] } }\n', 'the job `a` has no `steps`'],
    ['on: push\njobs: { a: { steps: { run: sam deploy } } }\n', '`steps` must be a list, not a map'],
    ['on: push\njobs: { a: { steps: [sam deploy] } }\n', 'a step must be a map, not a single value'],
    ['on: push\njobs: { a: { steps: [{ run: [sam deploy] }] } }\n', '`run` must be a text, not a list'],
  ])('says in itself why something is lost: %j', (text, message) => {
    const documents = one(text, { 'bad.yaml': passing });
    expect(problems(documents, path)).toEqual([
      expect.stringMatching(new RegExp(`^error [\\s\\S]*: ${message}; what it deploys is not read$`)),
    ]);
    expect(findings(documents).map(({ path: where }) => where)).toEqual(['bad.yaml']);
  });

  it('that only calls another says when it cannot be read', () => {
    const text = 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n   with: { a: b }\n';
    expect(problems(one(text), path)).toEqual([expect.stringMatching(/^error/)]);
  });

  it('allows in comments', () => {
    const text = `# bulkhead allow no-such-rule: because\n${workflow(...run(deploy))}`;
    expect(problems(one(text), path)).toEqual([expect.stringContaining('there is no rule `no-such-rule` to allow')]);
  });
});
