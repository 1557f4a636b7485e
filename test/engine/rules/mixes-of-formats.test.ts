/** Two environments in one account are found between any two of the ways in which a workspace says where something lands. */
import { describe, expect, it } from 'vitest';
import { landingKinds } from '../../support/landing-kinds';
import { type Documents, findings, pathOf, type Seen } from '../../support/workspace';

const [one, another] = ['111122223333', '444455556666'] as const;

interface Part {
  readonly kind: string;
  readonly environment: string;
  readonly account: string;
}

/** Each part in a folder of its own, the first in `a/`; `bulkhead.yaml` sends those of which nothing else says where they land. */
function workspaceOf(...parts: readonly Part[]): Documents {
  const folders = parts.map((part, i) => ({ ...part, folder: `${'abcdefgh'[i]}/` }));
  const files = folders.map(({ kind, folder, environment, account }) =>
    landingKinds[kind]!.files(folder, environment, account),
  );
  const sent = folders.flatMap(({ kind, folder, account }) => {
    const template = landingKinds[kind]!.sent;
    return template === undefined ? [] : [`  - { files: ${folder}${template}, account: "${account}" }\n`];
  });
  const settings = settingsOf(parts, sent);
  return Object.assign({}, ...files, settings);
}

/** An account that is declared has others declared too: of those that it forgot a project is told. */
function settingsOf(parts: readonly Part[], sent: readonly string[]): Documents {
  const hasProfiles = parts.some(({ kind }) => landingKinds[kind]!.profile);
  const accounts = [...new Set(hasProfiles ? parts.map(({ account }) => account) : [])].map(account => {
    const profiles = parts.flatMap(
      part => (part.account === account && landingKinds[part.kind]!.profile?.(account)) || [],
    );
    return `  - { id: "${account}", profiles: [${profiles.join(', ')}] }\n`;
  });
  const sections = { accounts, deployments: sent };
  const text = Object.entries(sections).flatMap(([key, entries]) =>
    entries.length > 0 ? [`${key}:\n`, ...entries] : [],
  );
  return text.length === 0 ? {} : { 'bulkhead.yaml': `version: 1\n${text.join('')}` };
}

const mixes = (documents: Documents) =>
  findings(documents).filter(
    ({ finding }) => finding.rule === 'mixed-environments' && finding.severity !== 'information',
  );

/** The folders in which a finding and what is related to it stand. */
function folders({ finding, path }: Seen): readonly string[] {
  const paths = [path, ...finding.related.map(({ at }) => pathOf(at.uri))];
  return [...new Set(paths.map(of => of.split('/')[0]!))].filter(folder => folder.length === 1).sort();
}

const kinds = Object.keys(landingKinds);
const pairs = kinds.flatMap((first, i) => kinds.slice(i).map(second => [first, second] as const));

describe.each(pairs)('%s, and %s', (first, second) => {
  it.each([
    ['prod', 'dev'],
    ['dev', 'prod'],
  ])('as %s and %s in one account are one mix, with both sides', (a, b) => {
    const documents = workspaceOf(
      { kind: first, environment: a, account: one },
      { kind: second, environment: b, account: one },
    );
    const found = mixes(documents);
    expect(found.map(({ finding }) => finding.severity)).toEqual(['error']);
    const { finding, path } = found[0]!;
    expect(finding.message).toContain(`in account \`${one}\`, together with`);
    expect(folders(found[0]!)).toEqual(['a', 'b']);
    expect(path.startsWith(a === 'dev' ? 'a/' : 'b/'), path).toBe(true);
    const messages = finding.related.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('is production: '));
    const grounds = finding.related.filter(({ message }) => message.endsWith(`lands in account \`${one}\``));
    expect(grounds).toHaveLength(2);
  });

  it('in accounts of their own are none', () => {
    const documents = workspaceOf(
      { kind: first, environment: 'prod', account: one },
      { kind: second, environment: 'dev', account: another },
    );
    expect(findings(documents).map(({ finding }) => finding.message)).toEqual([]);
  });
});

const cdk = 'CDK, by the manifest and a tag of the stack';
const sam = 'SAM, by the role and the parameters of samconfig.toml';
const terraform = 'Terraform, by the accounts that its provider allows';
const template = 'CloudFormation, by its own tags';

/** Each in the account `one` unless another is named. */
function workspaceFrom(...parts: readonly (readonly [kind: string, environment: string, account?: string])[]) {
  return workspaceOf(...parts.map(([kind, environment, account = one]) => ({ kind, environment, account })));
}

const told = (documents: Documents) =>
  mixes(documents).map(
    ({ finding, path }) =>
      `${path} ${finding.message
        .match(/is (\w+) \(.*, which is (\w+)/)!
        .slice(1)
        .join(' ')}`,
  );

describe('three deployments into one account', () => {
  it('of three environments are two mixes, each told at what production is to be kept from', () => {
    expect(told(workspaceFrom([cdk, 'prod'], [sam, 'dev'], [terraform, 'test']))).toEqual([
      'b/template.json development production',
      'c/main.tf.json test production',
    ]);
  });

  it('of which two are of one environment are one mix, told at the other', () => {
    expect(told(workspaceFrom([cdk, 'prod'], [sam, 'prod'], [terraform, 'dev']))).toEqual([
      'c/main.tf.json development production',
    ]);
    const documents = workspaceFrom([cdk, 'dev'], [sam, 'dev'], [terraform, 'prod']);
    expect(told(documents)).toEqual(['c/main.tf.json production development']);
    expect(folders(mixes(documents)[0]!)).toEqual(['a', 'b', 'c']);
  });

  it('that `bulkhead.yaml` sends there with one that is there anyway are one mix', () => {
    expect(told(workspaceFrom([template, 'prod'], [template, 'prod'], [terraform, 'dev']))).toHaveLength(1);
    expect(told(workspaceFrom([template, 'prod'], [template, 'dev'], [terraform, 'dev']))).toHaveLength(1);
  });

  it('do not concern those of another account', () => {
    expect(told(workspaceFrom([cdk, 'prod'], [sam, 'dev', another], [terraform, 'dev']))).toEqual([
      'c/main.tf.json development production',
    ]);
  });
});

describe('words for environments', () => {
  it.each([
    ['prod', 'staging', 1],
    ['production', 'sandbox', 1],
    ['prd', 'preprod', 1],
    ['live', 'qa', 1],
    ['prod', 'nonprod', 1],
    ['staging', 'dev', 0],
    ['sandbox', 'dev', 0],
    ['test', 'staging', 0],
    ['prod', 'production', 0],
    ['prod', 'shared', 0],
    ['prod', 'blue', 0],
  ])('%s beside %s: %i', (a, b, count) => {
    expect(told(workspaceFrom([cdk, a], [terraform, b]))).toHaveLength(count);
    expect(told(workspaceFrom([sam, a], [template, b]))).toHaveLength(count);
  });
});

describe('an account that nobody knows', () => {
  const unknown = (documents: Documents) =>
    Object.fromEntries(
      Object.entries(documents).map(([path, text]) => [
        path,
        text
          .replace(`aws://${one}/eu-west-1`, 'aws://unknown-account/unknown-region')
          .replace(/role_arn.*\n/, '')
          .replace(/"allowed_account_ids": \[[^\]]*\]/, '"region": "eu-west-1"'),
      ]),
    );

  it.each([
    [cdk, terraform],
    [terraform, cdk],
    [cdk, sam],
    [sam, terraform],
    [cdk, cdk],
    [sam, sam],
    [terraform, terraform],
  ])('of %s and %s is not taken for the same', (first, second) => {
    expect(mixes(unknown(workspaceFrom([first, 'prod'], [second, 'dev'])))).toEqual([]);
  });

  it('of one does not share that of another', () => {
    const known = workspaceFrom([cdk, 'prod'], [sam, 'prod']);
    expect(mixes({ ...known, ...unknown(workspaceFrom([terraform, 'dev'])) })).toEqual([]);
  });
});

describe('evidence that contradicts itself', () => {
  const relatedTo = (documents: Documents) => {
    const [found, ...others] = mixes(documents);
    expect(others).toEqual([]);
    return found!.finding.related.map(({ message, at }) => `${message} ${pathOf(at.uri)}`);
  };

  it('about the account: what `bulkhead.yaml` says counts, and what it overrules is told', () => {
    const settings = `version: 1\ndeployments: [{ files: b/template.json, account: "${one}" }]\n`;
    const documents = { ...workspaceFrom([cdk, 'prod'], [sam, 'dev', another]), 'bulkhead.yaml': settings };
    expect(relatedTo(documents)).toEqual(
      expect.arrayContaining([
        `\`orders\` lands in account \`${one}\` bulkhead.yaml`,
        `but this says that \`orders\` lands in account \`${another}\` b/samconfig.toml`,
      ]),
    );
  });

  it('about the account: a provider allows one, and assumes a role in another', () => {
    const provider = {
      aws: { allowed_account_ids: [one], assume_role: { role_arn: `arn:aws:iam::${another}:role/x` } },
    };
    const queue = { aws_sqs_queue: { trial: { tags: { Environment: 'dev' } } } };
    const documents = {
      'b/main.tf.json': JSON.stringify({ provider, resource: queue }),
      ...workspaceFrom([cdk, 'prod']),
    };
    expect(relatedTo(documents)).toContain(
      `but this says that \`aws_sqs_queue.trial\` lands in account \`${another}\` b/main.tf.json`,
    );
  });

  it('about the environment: the tag of the resource, and the environment that is deployed', () => {
    const samconfig = `version = 0.1
[prod.deploy.parameters]
stack_name = "orders-prod"
template_file = "template.json"
role_arn = "arn:aws:iam::${one}:role/deployer"
`;
    const queue = (value: string) => ({
      Type: 'AWS::SQS::Queue',
      Properties: { Tags: [{ Key: 'Environment', Value: value }] },
    });
    const resources = { A: queue('dev'), B: queue('prod'), C: queue('prod') };
    const documents = { 'template.json': JSON.stringify({ Resources: resources }), 'samconfig.toml': samconfig };
    expect(relatedTo(documents)).toContain(
      'but `A` of `orders-prod` may be production: deployed as `prod` samconfig.toml',
    );
  });

  it('about the environment, in two tags of one resource: nobody can tell', () => {
    const provider = { aws: { allowed_account_ids: [one] } };
    const queue = { aws_sqs_queue: { trial: { tags: { Environment: 'dev', Stage: 'prod' } } } };
    const documents = {
      'b/main.tf.json': JSON.stringify({ provider, resource: queue }),
      ...workspaceFrom([cdk, 'prod']),
    };
    expect(mixes(documents)).toEqual([]);
  });
});

describe('several `bulkhead.yaml`', () => {
  const sending = `version: 1\ndeployments: [{ files: template.json, account: "${one}" }]\n`;
  const parts = (b: string) => {
    const { 'bulkhead.yaml': _, ...documents } = workspaceFrom([template, 'prod'], [template, b]);
    return { ...documents, 'a/bulkhead.yaml': sending, 'b/bulkhead.yaml': sending };
  };

  it('that send to one account are one mix', () => {
    expect(told(parts('dev'))).toEqual(['b/template.json development production']);
    expect(told(parts('prod'))).toEqual([]);
  });
});
