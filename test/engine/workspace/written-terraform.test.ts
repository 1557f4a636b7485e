import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/engine/text/text';
import { type Documents, snapshotOf, uriOf } from '../../support/workspace';
import { goldenFiles, placeIn, snapshotWith, written } from '../../support/written';

const files = goldenFiles('terraform-plan/written', '');
const places = (documents: Documents) => written(snapshotWith(documents)).map(({ at }) => at);

describe('a plan that Terraform 1.11.4 made of HCL', () => {
  it('has its findings where the statement is written', () => {
    expect(places(files)).toEqual([
      'main.tf:27 { Effect = "Allow", Action = ["iam:*"], Resource = "*" },',
      'modules/ci/policies.tf:3 actions   = ["iam:PassRole"]',
      'modules/ci/policies.tf:3 actions   = ["iam:PassRole"]',
    ]);
  });

  it('relates its own place first, and blocks for what else belongs to them', () => {
    const snapshot = snapshotWith(files);
    const [finding] = snapshot.findings(snapshot.sources()[0]!);
    const related = finding!.related.map(({ message, at }) => [message, placeIn(snapshot, at)]);
    expect(related[0]![0]).toBe('planned here');
    expect(related[0]![1]).toMatch(/^plan\.json:1 /);
    expect(related).toContainEqual([
      'granted to `aws_iam_user.operator`',
      'main.tf:17 resource "aws_iam_user" "operator"',
    ]);
    expect(related.at(-1)![1]).toBe('modules/ci/roles.tf:5 resource "aws_iam_role" "ci"');
  });

  it('may lie in a folder of its configuration', () => {
    const { 'plan.json': plan = '', ...sources } = files;
    expect(places({ ...sources, 'out/ci/plan.json': plan })[0]).toMatch(/^main\.tf:27 /);
  });

  it('is followed by edits of the source, without a new plan', () => {
    const main = `# One more line.\n\n${files['main.tf']}`;
    expect(places({ ...files, 'main.tf': main })[0]).toMatch(/^main\.tf:29 /);
  });

  it('says when the source was changed since', () => {
    const remarks = written(snapshotWith(files, { 'plan.json': 1000, 'main.tf': 9000 })).map(({ remark }) => remark);
    expect(remarks).toEqual(['planned here; the source is newer than this plan', 'planned here', 'planned here']);
  });

  it('keeps its findings where no source is, or two blocks are called the same', () => {
    const inPlan = (documents: Documents) => places(documents).filter(at => at.startsWith('plan.json')).length;
    expect(inPlan({ 'plan.json': files['plan.json']! })).toBe(3);
    expect(inPlan({ ...files, 'copy.tf': files['main.tf']! })).toBe(3);
  });
});

describe('a module', () => {
  const calling = (source: string) => files['main.tf']!.replace('"./modules/ci"', JSON.stringify(source));

  it('from elsewhere is shown where it is called', () => {
    const found = written(snapshotWith({ ...files, 'main.tf': calling('acme/ci/aws') }));
    const called = {
      rule: 'broad-pass-role',
      at: 'main.tf:11 module "ci"',
      remark: 'planned here; of the source only the call of its module is known',
    };
    expect(found.slice(0, 2)).toEqual([called, called]);
  });

  it('outside of the workspace is not looked for', () => {
    const snapshot = snapshotWith({ ...files, 'main.tf': calling('../../../etc') });
    expect(snapshot.wanted().every(uri => uri.startsWith('file:///workspace/'))).toBe(true);
    expect(written(snapshot).filter(({ at }) => at.startsWith('plan.json'))).toHaveLength(2);
  });
});

describe('a provider', () => {
  const address = (environment: string, alias: string) => ({
    plan: {
      address: `aws_sqs_queue.${environment}`,
      mode: 'managed',
      type: 'aws_sqs_queue',
      name: environment,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: { actions: ['create'], before: null, after: { tags: { Environment: environment } }, after_unknown: {} },
    },
    configured: {
      address: `aws_sqs_queue.${environment}`,
      mode: 'managed',
      type: 'aws_sqs_queue',
      name: environment,
      provider_config_key: `aws.${alias}`,
    },
  });
  const queues = [address('dev', 'east'), address('prod', 'west'), address('production', 'west')];
  const provider = (alias: string, expressions: object) => ({ name: 'aws', alias, expressions });
  const plan = JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: queues.map(queue => queue.plan),
    configuration: {
      provider_config: {
        'aws.east': provider('east', {
          assume_role: [{ role_arn: { constant_value: 'arn:aws:iam::111122223333:role/terraform' } }],
        }),
        'aws.west': provider('west', { allowed_account_ids: { constant_value: ['111122223333'] } }),
      },
      root_module: { resources: queues.map(queue => queue.configured) },
    },
  });
  const main = `provider "aws" {
  alias = "east"
  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/terraform"
  }
}
provider "aws" {
  alias               = "west"
  allowed_account_ids = ["111122223333"]
}
resource "aws_sqs_queue" "dev" {
  provider = aws.east
  tags     = { Environment = "dev" }
}
resource "aws_sqs_queue" "prod" {
  provider = aws.west
  tags     = { Environment = "prod" }
}
`;
  const grounds = (text: string) => {
    const snapshot = snapshotWith({ 'plan.json': plan, 'main.tf': text });
    const [finding] = snapshot.findings(uriOf('main.tf'));
    return finding!.related
      .filter(({ message }) => message.includes('lands in account'))
      .map(({ at }) => placeIn(snapshot, at));
  };

  it('is shown at the line of its block that says its account, by its alias', () => {
    expect(grounds(main)).toEqual([
      'main.tf:4 role_arn = "arn:aws:iam::111122223333:role/terraform"',
      'main.tf:9 allowed_account_ids = ["111122223333"]',
    ]);
  });

  it('is shown as a block where that line is not found', () => {
    const either = main
      .replace('  alias = "east"', '  alias = "east"\n  role_arn = ""')
      .replace('allowed_', 'dynamic_');
    expect(grounds(either)).toEqual(['main.tf:1 provider "aws"', 'main.tf:8 provider "aws"']);
  });
});

describe('a finding in a .tf file', () => {
  const statement = '{ Effect = "Allow", Action = ["iam:*"], Resource = "*" },';
  const main = files['main.tf']!;
  const held = (text: string, options = {}) => {
    const snapshot = snapshotOf({ ...files, 'main.tf': text }, { roots: [uriOf('')], ...options });
    const problems = snapshot.problems(uriOf('main.tf')).map(({ message }) => message);
    return { reasons: snapshot.findings(uriOf('main.tf')).map(({ suppressed }) => suppressed?.reason), problems };
  };

  it.each([
    ['on the line', main.replace(statement, `${statement} # bulkhead allow broad-pass-role: break-glass`)],
    ['above', main.replace(statement, `// bulkhead allow broad-pass-role: break-glass\n${statement}`)],
    [
      'above its block',
      main.replace(
        'resource "aws_iam_user_policy"',
        '# bulkhead allow broad-pass-role: break-glass\nresource "aws_iam_user_policy"',
      ),
    ],
  ])('is held back by a comment %s', (_, text) => {
    expect(text).not.toBe(main);
    expect(held(text)).toEqual({ reasons: ['break-glass'], problems: [] });
  });

  it('is not held back without a reason, nor when the time is over', () => {
    const allowing = (words: string) => main.replace(statement, `${statement} # bulkhead allow ${words}`);
    expect(held(allowing('broad-pass-role'))).toEqual({
      reasons: [undefined],
      problems: ['say why `broad-pass-role` is allowed: an allowance needs a reason'],
    });
    expect(held(allowing('broad-pass-role: soon (until 2027-03-01)'), { today: '2027-03-02' })).toEqual({
      reasons: [undefined],
      problems: [expect.stringContaining('no longer holds since 2027-03-02')],
    });
  });

  it('is allowed by a comment above it', () => {
    const snapshot = snapshotOf(files, { roots: [uriOf('')] });
    const [finding] = snapshot.findings(uriOf('main.tf'));
    const allow = finding!.fixes.find(({ id }) => id === 'allow')!;
    const edits = snapshot.edits(allow)!.edits.get(uriOf('main.tf'))!;
    const text = applyEdits(main, edits);
    expect(text.split('\n')[26]!.trim()).toBe(`# bulkhead allow ${finding!.rule}: say here why this is right`);
    expect(held(text).reasons).toEqual(['say here why this is right']);
  });
});
