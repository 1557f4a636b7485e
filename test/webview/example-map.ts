/** A shop in five accounts: what the map is looked at and tested with. */
import type { AccountMap, MapFinding } from '../../server/src/account-map';
import { account, edge, fn, mapOf, place, resource, role, stack, table } from './writing-maps';

function finding(
  rule: string,
  severity: MapFinding['severity'],
  message: string,
  file: string,
  line: number,
): MapFinding {
  return { rule, severity, message, fingerprint: `${rule}-${line}`, ...place(file, line) };
}

const broadPass = finding(
  'broad-pass-role',
  'error',
  '`deployer` may pass every role of the account to any service, `orders-prod-api` included',
  'stacks/orders.yaml',
  41,
);
const trusts = finding(
  'cross-environment-trust',
  'error',
  'this production role trusts `dev-ci`, a development role',
  'stacks/orders.yaml',
  12,
);
const rises = finding(
  'privilege-escalation',
  'warning',
  '`dev-ci` may give itself every permission of the account',
  'stacks/tools.yaml',
  30,
);

export const exampleMap: AccountMap = mapOf({
  accounts: [
    account(
      '111122223333',
      'production',
      [
        stack('orders-prod', ['OrdersApi', 'OrdersApiRole', 'Orders', 'OrdersQueue', 'OrdersDeployer', 'OrdersKey'], {
          tier: 'production',
          environment: 'production',
          region: 'eu-west-1',
          format: 'cdk',
          evidence: [{ message: 'bin/shop.ts gives the stack this account', ...place('bin/shop.ts', 14) }],
        }),
        stack('payments-prod', ['Charge', 'ChargeRole', 'CardSecret', 'Ledger'], {
          tier: 'production',
          environment: 'production',
          region: 'eu-west-1',
          format: 'cdk',
        }),
        stack('audit-prod', ['Trail'], { tier: 'production', environment: 'production', region: 'eu-west-1' }),
      ],
      { name: 'shop-prod', evidence: [{ message: 'bulkhead.yaml declares it', ...place('bulkhead.yaml', 3) }] },
    ),
    account(
      '444455556666',
      'development',
      [
        stack('orders-dev', ['OrdersApiDev', 'OrdersApiRoleDev', 'OrdersDev'], {
          tier: 'development',
          environment: 'development',
          region: 'eu-west-1',
          format: 'cdk',
        }),
        stack('tools', ['DevCi', 'Developers', 'BuildProject', 'ArtifactBucket'], {
          tier: 'development',
          environment: 'development',
          format: 'terraform-plan',
        }),
      ],
      { name: 'shop-dev', outside: ['repository:shop/orders', 'account:999900001111'] },
    ),
    account(
      '777788889999',
      'staging',
      [
        stack('orders-staging', ['OrdersApiStaging', 'OrdersApiRoleStaging', 'OrdersStaging'], {
          tier: 'staging',
          environment: 'staging',
          format: 'cdk',
        }),
      ],
      { name: 'shop-staging' },
    ),
    account(
      '222233334444',
      undefined,
      [
        stack('reports-prod', ['ReportJob', 'ReportRole', 'ReportBucket'], {
          tier: 'production',
          environment: 'production',
        }),
        stack('reports-dev', ['ReportJobDev', 'ReportRoleDev'], { tier: 'development', environment: 'development' }),
        stack('newsletter', ['Mailer'], {}),
      ],
      { name: 'legacy' },
    ),
    account(null, undefined, [
      stack('experiments', ['Notebook', 'NotebookRole', 'Scratch'], { format: 'terraform-config' }),
    ]),
  ],
  resources: [
    fn('OrdersApi'),
    role('OrdersApiRole', { name: 'orders-prod-api', findings: [trusts] }),
    table('Orders', { name: 'orders-prod' }),
    resource('OrdersQueue', 'AWS::SQS::Queue', 'data'),
    role('OrdersDeployer', { name: 'deployer', findings: [broadPass] }),
    resource('OrdersKey', 'AWS::KMS::Key', 'key'),
    fn('Charge'),
    role('ChargeRole', { name: 'charge-prod' }),
    resource('CardSecret', 'AWS::SecretsManager::Secret', 'secret', { name: 'card-processor-credentials' }),
    table('Ledger'),
    resource('Trail', 'AWS::S3::Bucket', 'data', { name: 'audit-trail' }),
    fn('OrdersApiDev'),
    role('OrdersApiRoleDev', { name: 'orders-dev-api' }),
    table('OrdersDev', { name: 'orders-dev' }),
    role('DevCi', { name: 'dev-ci', findings: [rises] }),
    resource('Developers', 'AWS::IAM::Group', 'group', { name: 'developers' }),
    resource('BuildProject', 'aws_codebuild_project', 'pipeline', { name: 'build' }),
    resource('ArtifactBucket', 'aws_s3_bucket', 'data', { name: 'artifacts' }),
    fn('OrdersApiStaging'),
    role('OrdersApiRoleStaging', { name: 'orders-staging-api' }),
    table('OrdersStaging', { name: 'orders-staging' }),
    resource('ReportJob', 'AWS::Glue::Job', 'compute'),
    role('ReportRole', { name: 'reports-prod' }),
    resource('ReportBucket', 'AWS::S3::Bucket', 'data', { name: 'reports' }),
    resource('ReportJobDev', 'AWS::Glue::Job', 'compute'),
    role('ReportRoleDev', { name: 'reports-dev' }),
    fn('Mailer'),
    resource('Notebook', 'aws_sagemaker_notebook_instance', 'compute'),
    resource('NotebookRole', 'aws_iam_role', 'role'),
    resource('Scratch', 'aws_s3_bucket', 'data'),
    resource('repository:shop/orders', '', 'repository', { name: 'push to shop/orders' }),
    resource('account:999900001111', '', 'account', { name: '999900001111' }),
  ],
  edges: [
    edge('repository:shop/orders', 'assumes', 'DevCi', {
      message: 'whoever pushes to `shop/orders` may become `dev-ci`',
    }),
    edge('account:999900001111', 'assumes', 'Developers', { certain: false }),
    edge('BuildProject', 'runs-as', 'DevCi'),
    edge('DevCi', 'writes', 'ArtifactBucket'),
    edge('Developers', 'changes-code', 'BuildProject'),
    edge('DevCi', 'assumes', 'OrdersApiRole', { crosses: true, message: '`dev-ci` may become `orders-prod-api`' }),
    edge('DevCi', 'assumes', 'OrdersDeployer', {
      crosses: true,
      certain: false,
      message: '`dev-ci` may become `deployer`, if `var.ci_role` is its name',
    }),
    edge('DevCi', 'deploys', 'orders-staging', { crosses: true, message: '`dev-ci` deploys `orders-staging`' }),
    edge('OrdersApiDev', 'runs-as', 'OrdersApiRoleDev'),
    edge('OrdersApiRoleDev', 'writes', 'OrdersDev'),
    edge('OrdersApiRoleDev', 'reads', 'OrdersStaging', {
      crosses: true,
      message: '`orders-dev-api` reads `orders-staging`',
    }),
    edge('OrdersApiStaging', 'runs-as', 'OrdersApiRoleStaging'),
    edge('OrdersApiRoleStaging', 'writes', 'OrdersStaging'),
    edge('OrdersApi', 'runs-as', 'OrdersApiRole'),
    edge('OrdersApiRole', 'writes', 'Orders'),
    edge('OrdersApiRole', 'writes', 'OrdersQueue'),
    edge('OrdersDeployer', 'passes', 'OrdersApiRole', { message: '`deployer` may pass `orders-prod-api` to lambda' }),
    edge('OrdersDeployer', 'passes', 'ChargeRole'),
    edge('OrdersDeployer', 'administers', 'OrdersKey'),
    edge('Charge', 'runs-as', 'ChargeRole'),
    edge('ChargeRole', 'reads', 'CardSecret'),
    edge('ChargeRole', 'writes', 'Ledger', { certain: false }),
    edge('Orders', 'references', 'Trail'),
    edge('ReportJob', 'runs-as', 'ReportRole'),
    edge('ReportRole', 'writes', 'ReportBucket'),
    edge('ReportJobDev', 'runs-as', 'ReportRoleDev'),
    edge('ReportRoleDev', 'reads', 'ReportBucket', {
      crosses: true,
      message: '`reports-dev` reads `reports`, of production',
    }),
    edge('ReportRole', 'reads', 'Orders', { crosses: true, message: '`reports-prod` reads `orders-prod`' }),
    edge('Notebook', 'runs-as', 'NotebookRole'),
    edge('NotebookRole', 'reads', 'Orders', {
      crosses: true,
      certain: false,
      message: '`NotebookRole` may read `orders-prod`, if its account is trusted',
    }),
  ],
  mixes: [
    {
      account: '222233334444',
      environments: ['production', 'development'],
      finding: 'mixed-environments-1',
      message: 'production and development share the account `legacy`',
    },
  ],
});
