/** The ways in which a workspace says that a queue of an environment lands in an account, one for each format and its evidence. */
import type { Documents } from './workspace';

/** What one of them writes into a folder of its own, which ends with `/`. */
export interface LandsBy {
  readonly files: (folder: string, environment: string, account: string) => Documents;
  /** The template that only `bulkhead.yaml` sends to an account. */
  readonly sent?: string;
  /** The profile of which only `bulkhead.yaml` says into which account it deploys. */
  readonly profile?: (account: string) => string;
}

const profile = (account: string) => `deployer-${account}`;

const tagged = (environment: unknown) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { Tags: [{ Key: 'Environment', Value: environment }] },
});
const plain = { Type: 'AWS::SQS::Queue', Properties: {} };
const open = { Parameters: { Environment: { Type: 'String' } }, Resources: { Queue: tagged({ Ref: 'Environment' }) } };

const samconfig = (environment: string, account: string, more = '') => `version = 0.1
[${environment}.deploy.parameters]
template_file = "template.json"
stack_name = "orders"
role_arn = "arn:aws:iam::${account}:role/deployer"
${more}`;

const manifest = (template: string, account: string, more: object) => ({
  version: '55.0.0',
  artifacts: {
    Orders: {
      type: 'aws:cloudformation:stack',
      environment: `aws://${account}/eu-west-1`,
      properties: { templateFile: template, ...more },
      displayName: 'Orders',
    },
  },
});

const queue = (environment: string, account: string, more: object) => ({
  address: 'aws_sqs_queue.orders',
  mode: 'managed',
  type: 'aws_sqs_queue',
  name: 'orders',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  ...more,
  values: { arn: `arn:aws:sqs:eu-west-1:${account}:orders`, name: 'orders', tags: { Environment: environment } },
});

const resource = (environment: string) => ({ aws_sqs_queue: { orders: { tags: { Environment: environment } } } });

const all: Readonly<Record<string, (environment: string, account: string) => Readonly<Record<string, unknown>>>> = {
  'SAM, by the role and the parameters of samconfig.toml': (environment, account) => ({
    'template.json': { Transform: 'AWS::Serverless-2016-10-31', ...open },
    'samconfig.toml': samconfig(environment, account, `parameter_overrides = "Environment=${environment}"\n`),
  }),
  'SAM, by the environment of samconfig.toml': (environment, account) => ({
    'template.json': { Transform: 'AWS::Serverless-2016-10-31', Resources: { Queue: plain } },
    'samconfig.toml': samconfig(environment, account),
  }),
  'CDK, by the manifest and a tag of the stack': (environment, account) => ({
    'cdk.out/manifest.json': manifest('Orders.template.json', account, { tags: { Environment: environment } }),
    'cdk.out/Orders.template.json': { Resources: { Queue: plain } },
  }),
  'CDK, in a stage': (environment, account) => ({
    'cdk.out/manifest.json': {
      version: '55.0.0',
      artifacts: {
        [`assembly-${environment}`]: {
          type: 'cdk:cloud-assembly',
          properties: { directoryName: `assembly-${environment}`, displayName: environment },
        },
      },
    },
    [`cdk.out/assembly-${environment}/manifest.json`]: {
      version: '55.0.0',
      artifacts: {
        Orders: {
          ...manifest('Orders.template.json', account, {}).artifacts.Orders,
          displayName: `${environment}/Orders`,
        },
      },
    },
    [`cdk.out/assembly-${environment}/Orders.template.json`]: { Resources: { Queue: plain } },
  }),
  'a nested stack of a CDK app': (environment, account) => ({
    'cdk.out/manifest.json': manifest('Orders.template.json', account, {}),
    'cdk.out/Orders.template.json': {
      Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './Nested.json' } } },
    },
    'cdk.out/Nested.json': { Resources: { Queue: tagged(environment) } },
  }),
  'a nested stack, by what samconfig.toml gives its parent': (environment, account) => ({
    'template.json': {
      Parameters: { Stage: { Type: 'String' } },
      Resources: {
        Nested: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: './nested.json', Parameters: { Environment: { Ref: 'Stage' } } },
        },
      },
    },
    'nested.json': open,
    'samconfig.toml': samconfig('default', account, `parameter_overrides = "Stage=${environment}"\n`),
  }),
  'a stack set': (environment, account) => ({
    'set.json': {
      Resources: {
        Set: {
          Type: 'AWS::CloudFormation::StackSet',
          Properties: {
            StackSetName: 'orders',
            PermissionModel: 'SELF_MANAGED',
            TemplateURL: './orders.json',
            Parameters: [{ ParameterKey: 'Environment', ParameterValue: environment }],
            StackInstancesGroup: [{ DeploymentTargets: { Accounts: [account] }, Regions: ['eu-west-1'] }],
          },
        },
      },
    },
    'orders.json': open,
  }),
  'Terraform, by the accounts that its provider allows': (environment, account) => ({
    'main.tf.json': { provider: { aws: { allowed_account_ids: [account] } }, resource: resource(environment) },
  }),
  'Terraform, by the role that its provider assumes and a default tag': (environment, account) => ({
    'main.tf.json': {
      provider: {
        aws: {
          assume_role: { role_arn: `arn:aws:iam::${account}:role/terraform` },
          default_tags: { tags: { Environment: environment } },
        },
      },
      resource: { aws_sqs_queue: { orders: { name: 'orders' } } },
    },
  }),
  'Terraform, by a file of variables': (environment, account) => ({
    'main.tf.json': {
      variable: { environment: {}, account: {} },
      provider: { aws: { allowed_account_ids: ['${var.account}'] } },
      resource: resource('${var.environment}'),
    },
    [`${environment}.tfvars.json`]: { environment, account },
  }),
  'a plan of Terraform': (environment, account) => {
    const { values, ...planned } = queue(environment, account, {});
    const after = { name: 'orders', tags: values.tags };
    return {
      'plan.json': {
        format_version: '1.2',
        terraform_version: '1.11.4',
        resource_changes: [
          { ...planned, change: { actions: ['create'], before: null, after, after_unknown: { arn: true } } },
        ],
        configuration: {
          provider_config: {
            aws: { name: 'aws', expressions: { allowed_account_ids: { constant_value: [account] } } },
          },
          root_module: { resources: [{ ...planned, provider_config_key: 'aws' }] },
        },
      },
    };
  },
  'a state, as Terraform shows it': (environment, account) => ({
    'state.json': {
      format_version: '1.0',
      terraform_version: '1.11.4',
      values: { root_module: { resources: [queue(environment, account, {})] } },
    },
  }),
  'a state, as Terraform keeps it': (environment, account) => ({
    'terraform.tfstate': {
      version: 4,
      terraform_version: '1.11.4',
      lineage: 'b7f5',
      resources: [
        {
          mode: 'managed',
          type: 'aws_sqs_queue',
          name: 'orders',
          provider: 'provider["registry.terraform.io/hashicorp/aws"]',
          instances: [{ attributes: queue(environment, account, {}).values }],
        },
      ],
    },
  }),
};

const sent: typeof all = {
  'CloudFormation, by a parameter file': environment => ({
    'template.json': open,
    'template.parameters.json': [{ ParameterKey: 'Environment', ParameterValue: environment }],
  }),
  'CloudFormation, by a template configuration': environment => ({
    'template.json': { Resources: { Queue: plain } },
    'template.config.json': { Parameters: {}, Tags: { Environment: environment } },
  }),
  'CloudFormation, by its own tags': environment => ({
    'template.json': { Resources: { Queue: tagged(environment) } },
  }),
};

const byProfile: typeof all = {
  'SAM, by a profile': (environment, account) => ({
    'template.json': { Transform: 'AWS::Serverless-2016-10-31', Resources: { Queue: tagged(environment) } },
    'samconfig.toml': `version = 0.1
[default.deploy.parameters]
stack_name = "orders"
template_file = "template.json"
profile = "${profile(account)}"
`,
  }),
  'Terraform, by a profile': (environment, account) => ({
    'main.tf.json': { provider: { aws: { profile: profile(account) } }, resource: resource(environment) },
  }),
};

const pipelines: typeof all = {
  'a workflow of GitHub Actions': (environment, account) => ({
    'template.json': open,
    '.github/workflows/deploy.yml': `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "arn:aws:iam::${account}:role/deployer", aws-region: eu-west-1 }
      - run: aws cloudformation deploy --template-file template.json --stack-name orders --parameter-overrides Environment=${environment}
`,
  }),
  'a pipeline of GitLab': (environment, account) => ({
    'template.json': open,
    '.gitlab-ci.yml': `deploy:
  variables: { AWS_ROLE_ARN: "arn:aws:iam::${account}:role/deployer", AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/token }
  script:
    - aws cloudformation deploy --template-file template.json --stack-name orders --parameter-overrides Environment=${environment}
`,
  }),
};

/** By what a test is to call them. */
export const landingKinds: Readonly<Record<string, LandsBy>> = Object.fromEntries([
  ...Object.entries({ ...all, ...pipelines }).map(([name, contents]) => [name, { files: filesOf(contents) }]),
  ...Object.entries(byProfile).map(([name, contents]) => [name, { files: filesOf(contents), profile }]),
  ...Object.entries(sent).map(([name, contents]) => [name, { files: filesOf(contents), sent: 'template.json' }]),
]);

function filesOf(contents: (typeof all)[string]): LandsBy['files'] {
  return (folder, environment, account) =>
    Object.fromEntries(
      Object.entries(contents(environment, account)).map(([path, content]) => [
        `${folder}${path}`,
        typeof content === 'string' ? content : JSON.stringify(content, null, 2),
      ]),
    );
}
