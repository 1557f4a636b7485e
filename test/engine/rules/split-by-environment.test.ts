/** The fix of mixed-environments that parts a template: what leaves, what is in both, and when it says that it cannot be. */
import { describe, expect, it } from 'vitest';
import { type Documents, findingsOf, fixed, snapshotOf } from '../../support/workspace';

function offered(documents: Documents) {
  const snapshot = snapshotOf(documents);
  const fixes = findingsOf(snapshot).flatMap(({ finding }) => finding.fixes);
  const fix = fixes.find(({ id }) => id.startsWith('split-off'));
  return { title: fix?.title, refusal: fix && snapshot.refusal(fix), after: fix && fixed(documents, fix) };
}

const tagged = (environment: string) => `Properties: { Tags: [{ Key: Environment, Value: ${environment} }] }`;
const queue = (environment: string) => `{ Type: AWS::SQS::Queue, ${tagged(environment)} }`;

/** Two queues, with more resources and sections. */
const mixed = (resources: string, sections = '') =>
  `Resources:\n  Orders: ${queue('prod')}\n  Trial: ${queue('dev')}\n${resources}${sections}`;

describe('a template of two environments', () => {
  const template = `AWSTemplateFormatVersion: "2010-09-09" # ours
# What whoever deploys gives.
Parameters:
  # How long messages are kept.
  Retention: { Type: Number, Default: 60 }
  Alarm: # who is called
    Type: String
  Owner: { Type: String }
Conditions:
  Called: !Not [!Equals [!Ref Alarm, ""]]
Resources:
  # The orders themselves.
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: !Ref Retention
      Tags: [{ Key: Environment, Value: prod }]

  # A trial of them,
  # for a while.
  Trial: # not for long
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: !Ref Retention
      Tags:
        - Key:   Environment
          Value: 'dev'
    # Nothing more is known of it.

  TrialAlarm:
    Type: AWS::CloudWatch::Alarm
    Condition: Called
    Properties:
      AlarmActions: [!Ref Alarm]
      Dimensions: [{ Name: QueueName, Value: !GetAtt Trial.QueueName }]

  # ---- the end ----
Outputs:
  OrdersUrl: { Value: !Ref Orders }
  TrialUrl: { Value: !Ref Trial }
`;

  it('takes an output along that is called like the resource that it names', () => {
    const { refusal, after } = offered({
      'template.yaml': mixed('', 'Outputs:\n  Orders: { Value: !Ref Orders }\n  Trial: { Value: !Ref Trial }\n'),
    });
    expect(refusal).toBeUndefined();
    expect(after?.['template.yaml']).toBe(
      `Resources:\n  Orders: ${queue('prod')}\nOutputs:\n  Orders: { Value: !Ref Orders }\n`,
    );
    expect(after?.['template.dev.yaml']).toBe(
      `Resources:\n  Trial: ${queue('dev')}\nOutputs:\n  Trial: { Value: !Ref Trial }\n`,
    );
  });

  it('has the rules in both that guard both', () => {
    const region = '  InRegion: { Assertions: [{ Assert: !Equals [!Ref "AWS::Region", eu-west-1] }] }\n';
    const [size, owner] = ['Size', 'Owner'].map(
      name => `  Has${name}: { Assertions: [{ Assert: !Not [!Equals [!Ref ${name}, ""]] }] }\n`,
    );
    const both = '  Fits: { Assertions: [{ Assert: !Not [!Equals [!Ref Size, !Ref Kind]] }] }\n';
    const sized = `  Sized: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Size, Tags: [{ Key: Environment, Value: dev }] } }\n`;
    const parameters = 'Parameters: { Size: { Type: String }, Kind: { Type: String }, Owner: { Type: String } }\n';
    const { after } = offered({
      'template.yaml': `${parameters}${mixed(sized)}Rules:\n${region}${owner}${size}${both}`,
    });
    const rules = (text: string | undefined) => /^Rules:\n([\s\S]*)/m.exec(text ?? '')?.[1];
    expect(rules(after?.['template.yaml'])).toBe(`${region}${owner}`);
    expect(rules(after?.['template.dev.yaml'])).toBe(`${region}${size}${both}`);
  });

  it('gives what one of them alone needs to a template of its own, as it is written', () => {
    const { title, after } = offered({ 'stacks/template.yaml': template });
    expect(title).toBe('Move what is development to `template.dev.yaml`');
    expect(Object.keys(after ?? {})).toEqual(['stacks/template.yaml', 'stacks/template.dev.yaml']);
    expect(after?.['stacks/template.yaml']).toBe(`AWSTemplateFormatVersion: "2010-09-09" # ours
# What whoever deploys gives.
Parameters:
  # How long messages are kept.
  Retention: { Type: Number, Default: 60 }
  Owner: { Type: String }
Resources:
  # The orders themselves.
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: !Ref Retention
      Tags: [{ Key: Environment, Value: prod }]

  # ---- the end ----
Outputs:
  OrdersUrl: { Value: !Ref Orders }
`);
    expect(after?.['stacks/template.dev.yaml']).toBe(`AWSTemplateFormatVersion: "2010-09-09" # ours
# What whoever deploys gives.
Parameters:
  # How long messages are kept.
  Retention: { Type: Number, Default: 60 }
  Alarm: # who is called
    Type: String
Conditions:
  Called: !Not [!Equals [!Ref Alarm, ""]]
Resources:
  # A trial of them,
  # for a while.
  Trial: # not for long
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: !Ref Retention
      Tags:
        - Key:   Environment
          Value: 'dev'
    # Nothing more is known of it.

  TrialAlarm:
    Type: AWS::CloudWatch::Alarm
    Condition: Called
    Properties:
      AlarmActions: [!Ref Alarm]
      Dimensions: [{ Name: QueueName, Value: !GetAtt Trial.QueueName }]

  # ---- the end ----
Outputs:
  TrialUrl: { Value: !Ref Trial }
`);
  });

  it('is one of SAM: its transform and its globals hold in both, and the console shows each its own parameters', () => {
    const { after } = offered({
      'sam.yaml': `Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, MemorySize: !Ref Memory }
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: { default: Sizes }
        Parameters:
          - Memory
          - Retries
      - Label: { default: Trials }
        Parameters: [Until]
    ParameterLabels:
      Until: { default: How long }
      Retries: { default: How often }
Parameters:
  Memory: { Type: Number }
  Retries: { Type: Number }
  Until: { Type: String }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { RETRIES: !Ref Retries } }
      Tags: { Environment: prod }
      Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } }
  Trial:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { UNTIL: !Sub "\${Until}" } }
      Tags: { Environment: dev }
      Events: { Get: { Type: Api, Properties: { Path: /trial, Method: get } } }
  TrialLogs:
    Type: AWS::IAM::Policy
    Properties: { PolicyName: logs, Roles: [!Ref TrialRole], PolicyDocument: { Statement: [] } }
`,
    });
    expect(after?.['sam.dev.yaml']).toBe(`Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, MemorySize: !Ref Memory }
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: { default: Sizes }
        Parameters:
          - Memory
      - Label: { default: Trials }
        Parameters: [Until]
    ParameterLabels:
      Until: { default: How long }
Parameters:
  Memory: { Type: Number }
  Until: { Type: String }
Resources:
  Trial:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { UNTIL: !Sub "\${Until}" } }
      Tags: { Environment: dev }
      Events: { Get: { Type: Api, Properties: { Path: /trial, Method: get } } }
  TrialLogs:
    Type: AWS::IAM::Policy
    Properties: { PolicyName: logs, Roles: [!Ref TrialRole], PolicyDocument: { Statement: [] } }
`);
    expect(after?.['sam.yaml']).toContain(`    ParameterGroups:
      - Label: { default: Sizes }
        Parameters:
          - Memory
          - Retries
    ParameterLabels:
      Retries: { default: How often }
Parameters:
  Memory: { Type: Number }
  Retries: { Type: Number }
Resources:
  Orders:`);
  });

  it('is JSON, in its own indentation', () => {
    const resources = {
      Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders-prod' } },
      Trial: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders-dev' } },
    };
    const text = `${JSON.stringify({ Resources: resources }, undefined, 3)}\n`;
    const { Orders, Trial } = resources;
    expect(offered({ 'a b.template.json': text }).after).toEqual({
      'a b.template.json': `${JSON.stringify({ Resources: { Orders } }, undefined, 3)}\n`,
      'a b.dev.template.json': `${JSON.stringify({ Resources: { Trial } }, undefined, 3)}\n`,
    });
  });

  it('leaves the account to the environment that it is declared for', () => {
    const settings = `version: 1
accounts:
  - { id: "111122223333", name: orders-dev, environment: development }
deployments:
  - { files: template.yaml, account: orders-dev }
`;
    const { after } = offered({ 'template.yaml': mixed(''), 'bulkhead.yaml': settings });
    expect(after?.['template.prod.yaml']).toBe(`Resources:\n  Orders: ${queue('prod')}\n`);
    expect(after?.['template.yaml']).toBe(`Resources:\n  Trial: ${queue('dev')}\n`);
  });

  it('takes along what a condition of something else may keep away, with all that decides about it', () => {
    const { refusal, after } = offered({
      'template.yaml': `Parameters:
  Speed: { Type: String, AllowedValues: [fast, slow] }
  Owner: { Type: String }
Conditions:
  IsFast: !Equals [!Ref Speed, fast]
  IsOwned: !Not [!Equals [!Ref Owner, ""]]
Resources:
  Orders: ${queue('prod')}
  OrdersFast: { Condition: IsOwned, ${queue('prod').slice(2)}
  Trial: ${queue('dev')}
  TrialFast: { Condition: IsFast, ${queue('dev').slice(2)}
`,
    });
    expect(refusal).toBeUndefined();
    expect(after?.['template.dev.yaml']).toBe(`Parameters:
  Speed: { Type: String, AllowedValues: [fast, slow] }
Conditions:
  IsFast: !Equals [!Ref Speed, fast]
Resources:
  Trial: ${queue('dev')}
  TrialFast: { Condition: IsFast, ${queue('dev').slice(2)}
`);
    expect(after?.['template.yaml']).toBe(`Parameters:
  Owner: { Type: String }
Conditions:
  IsOwned: !Not [!Equals [!Ref Owner, ""]]
Resources:
  Orders: ${queue('prod')}
  OrdersFast: { Condition: IsOwned, ${queue('prod').slice(2)}
`);
  });

  it('stays a mix where both parts land in one account, and is parted all the same', () => {
    const settings = `version: 1
accounts:
  - { id: "111122223333", name: orders }
deployments:
  - { files: "template*.yaml", account: orders }
`;
    const { after } = offered({ 'template.yaml': mixed(''), 'bulkhead.yaml': settings });
    expect(findingsOf(snapshotOf(after!)).map(({ path }) => path)).not.toContain('template.yaml');
  });
});

describe('it says why it cannot be parted', () => {
  const stack = (more: string) => ({ 'template.yaml': mixed(more) });
  const cases: readonly (readonly [string, Documents, string])[] = [
    [
      'a reference',
      {
        'template.yaml': mixed(
          `  Copy: { Type: AWS::SQS::Queue, Properties: { A: !GetAtt Orders.Arn, ${tagged('dev').slice(14)} }\n`,
        ),
      },
      '`Copy` names `Orders`',
    ],
    [
      'what a condition may keep away',
      stack(
        `  Copy: { Condition: IsFast, Type: AWS::SQS::Queue, Properties: { A: !GetAtt Orders.Arn, ${tagged('dev').slice(14)} }
Parameters: { Speed: { Type: String } }
Conditions: { IsFast: !Equals [!Ref Speed, fast] }
`,
      ),
      '`Copy` names `Orders`',
    ],
    [
      'an order',
      stack(`  Copy: { Type: AWS::SQS::Queue, DependsOn: [Trial], ${tagged('prod')} }\n`),
      '`Copy` names `Trial`',
    ],
    [
      'a resource between them',
      stack('  Role: { Type: AWS::IAM::Policy, Properties: { A: !Sub "${Orders.Arn}", B: !Ref Trial } }\n'),
      '`Role` ties `Trial` to `Orders`',
    ],
    [
      'an output of both',
      stack('Outputs:\n  Both: { Value: !Join [",", [!Ref Orders, !Ref Trial]] }\n'),
      'the output `Both` ties `Trial` to `Orders`',
    ],
    [
      'an API that SAM makes of both',
      {
        'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::Serverless::Function, Properties: { Tags: { Environment: prod }, Events: { A: { Type: Api } } } }
  Trial: { Type: AWS::Serverless::Function, Properties: { Tags: { Environment: dev }, Events: { A: { Type: Api } } } }
Outputs:
  Url: { Value: !Sub "https://\${ServerlessRestApi}.example.com" }
`,
      },
      '`ServerlessRestApi` ties `Trial` to `Orders`',
    ],
    [
      'globals',
      {
        'template.yaml': `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { Role: !Ref Orders } }\n${mixed('')}`,
      },
      '`Globals` name `Orders` for the resources of both',
    ],
    [
      'a condition on the environment',
      stack(`  Copy: { Type: AWS::SQS::QueuePolicy, Condition: IsDev, Properties: { Queues: [!Ref Trial] } }
Parameters: { Stage: { Type: String } }
Conditions: { IsDev: !Equals [!Ref Stage, dev] }
`),
      'the condition `IsDev` of `Copy` decides by the environment, `dev`',
    ],
    [
      'a parent that nests it',
      {
        ...stack(''),
        'parent.yaml':
          'Resources: { All: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: template.yaml } } }',
      },
      '`parent.yaml` nests it and deploys its parts together',
    ],
    [
      'another that imports what would leave',
      {
        ...stack('Outputs:\n  Url: { Value: !Ref Trial, Export: { Name: !Sub "${AWS::StackName}-trial-url" } }\n'),
        'other.yaml': 'Resources: { A: { Type: AWS::SQS::Queue, Properties: { A: !ImportValue x-trial-url } } }',
      },
      '`other.yaml` imports what would leave',
    ],
    ['a file of the name', { ...stack(''), 'template.dev.yaml': 'mine: 1\n' }, '`template.dev.yaml` is there already'],
    [
      'a macro',
      { 'template.yaml': `Transform: Ours\n${mixed('')}` },
      'the macro `Ours` makes what it likes of the whole template',
    ],
    [
      'a loop',
      {
        'template.yaml': `Transform: AWS::LanguageExtensions\n${mixed('  Fn::ForEach::All: [A, [x], { "Q${A}": { Type: AWS::SQS::Queue } }]\n')}`,
      },
      'nobody can tell what `Fn::ForEach::All` makes',
    ],
    [
      'a snippet that stands elsewhere',
      stack(
        '  A: { Type: AWS::SQS::Queue, Properties: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3 } } } }\n',
      ),
      'nobody can tell what `Fn::Transform` names in `A`',
    ],
    [
      'an anchor',
      {
        'template.yaml': `Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: prod }], A: &kept { a: 1 } } }
  Trial: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: dev }], A: *kept } }
`,
      },
      'in one of the two files, nothing above is named `&kept`',
    ],
    ['a text that is not read whole', { 'template.yaml': mixed('  A: [\n') }, 'it cannot be read whole'],
    [
      'a Terraform file',
      {
        'main.tf.json': JSON.stringify({
          resource: { aws_sqs_queue: { a: { tags: { Environment: 'prod' } }, b: { tags: { Environment: 'dev' } } } },
        }),
      },
      'the files of a folder have one state and one provider: another environment needs a folder of its own',
    ],
    [
      'a stack of which nothing would stay',
      {
        'template.yaml': `Resources: { Trial: ${queue('dev')} }\n`,
        'samconfig.toml': '[prod.deploy.parameters]\ntemplate_file = "template.yaml"\nstack_name = "orders-prod"\n',
        'bulkhead.yaml':
          'version: 1\naccounts: [{ id: "111122223333", name: a, environment: production }]\ndeployments: [{ files: template.yaml, account: a }]\n',
      },
      'all that it makes would leave',
    ],
    [
      'an environment that a deployment decides',
      {
        'template.yaml': `Parameters: { Stage: { Type: String } }\n${mixed('').replace('Value: dev', 'Value: !Ref Stage')}`,
        'bulkhead.yaml':
          'version: 1\naccounts: [{ id: "111122223333", name: a }]\ndeployments: [{ files: template.yaml, account: a, parameters: { Stage: dev } }]\n',
      },
      'what `Trial` belongs to is decided where the template is deployed',
    ],
  ];

  it.each(cases)('%s', (_, documents, reason) => {
    const { refusal, after } = offered(documents);
    expect(refusal).toBe(reason);
    expect(after).toBeUndefined();
  });

  it('is not offered for what a tool writes', () => {
    const resource = (environment: string) => ({
      Type: 'AWS::SQS::Queue',
      Properties: { Tags: [{ Key: 'Environment', Value: environment }] },
      Metadata: { 'aws:cdk:path': `A/${environment}/Resource` },
    });
    const template = JSON.stringify({ Resources: { Orders: resource('prod'), Trial: resource('dev') } });
    const manifest = JSON.stringify({
      version: '55.0.0',
      artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.template.json' } } },
    });
    expect(offered({ 'cdk.out/A.template.json': template, 'cdk.out/manifest.json': manifest }).title).toBeUndefined();
  });
});
