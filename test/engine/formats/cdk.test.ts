// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are CloudFormation's words.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdk, cdkTemplate } from '../../../server/src/engine/formats/cdk';
import type { Neighbours } from '../../../server/src/engine/formats/format';
import type { Deployment } from '../../../server/src/engine/model/deployment';
import { parse } from '../../../server/src/engine/syntax/parse';
import type { Uri } from '../../../server/src/engine/text/text';
import { snapshotOf, uriOf } from '../../support/workspace';

const stages = join(import.meta.dirname, '../../golden/cdk/stages');
const root = 'file:///shop/';

/** The texts of a folder by path. */
function filesIn(folder: string, below = ''): Record<string, string> {
  const entries = readdirSync(join(folder, below)).map(name => join(below, name));
  return Object.assign(
    {},
    ...entries.map(path =>
      statSync(join(folder, path)).isDirectory()
        ? filesIn(folder, path)
        : { [path]: readFileSync(join(folder, path), 'utf8') },
    ),
  );
}

function lower(files: Readonly<Record<string, string>>, path: string) {
  const tree = (uri: Uri) => {
    const text = files[uri.slice(root.length)];
    return text === undefined ? undefined : parse({ uri, text });
  };
  const neighbours: Neighbours = { tree, folder: () => [] };
  return cdk.lower(tree(`${root}${path}` as Uri)!, neighbours);
}

function manifest(...artifacts: readonly object[]): string {
  return JSON.stringify({
    version: '36.0.0',
    artifacts: Object.fromEntries(artifacts.map((artifact, i) => [`Stack${i}`, artifact])),
  });
}

const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'Orders.template.json' } };

function only(files: Readonly<Record<string, string>>, path = 'cdk.out/manifest.json'): Deployment {
  const { deployments } = lower(files, path);
  expect(deployments).toHaveLength(1);
  return deployments[0]!;
}

const said = (deployment: Deployment) =>
  deployment.claims.map(({ source, text }) => `${source} ${text.parts.join('')}`);

describe('what `cdk synth` wrote', () => {
  const files = filesIn(stages);

  it.each(['cdk.out/manifest.json', 'cdk.out/assembly-Prod/manifest.json', 'cdk.out/assembly-Beta/manifest.json'])(
    '%s',
    async path => {
      const facts = lower(files, path);
      const golden = join(stages, `${path.replaceAll('/', '.').replace('.json', '')}.facts.json`);
      await expect(`${JSON.stringify(facts, null, 2)}\n`).toMatchFileSnapshot(golden);
    },
  );

  it('lands in the account of its environment, nested stacks with their parent', () => {
    const snapshot = snapshotOf(files);
    const landing = (path: string) =>
      snapshot.index.landingsOf(uriOf(`cdk.out/assembly-Prod/${path}`)).map(({ account }) => account);
    expect(landing('ProdOrders525171E2.template.json')).toEqual(['111122223333']);
    expect(landing('ProdOrdersTablesC0277E16.nested.template.json')).toEqual(['111122223333']);
  });

  it('has no account where the app names none', () => {
    const tools = only(files);
    expect(tools.account).toBeUndefined();
    expect(tools.region).toBeUndefined();
    expect(tools.name).toBe('Tools');
  });
});

describe('a manifest is recognised by its shape', () => {
  it.each([
    [manifest(stack), true],
    [JSON.stringify({ version: '1', artifacts: {} }), false],
    [JSON.stringify({ version: '1', stacks: { a: { name: 'a' } } }), false],
    ['[]', false],
    ['', false],
    ['{"version": "1", "artifacts": {"a": {"type": "x"', true],
  ])('%s: %s', (text, is) => {
    expect(cdk.detect(parse({ uri: `${root}build/manifest.json` as Uri, text }))).toBe(is);
  });
});

describe('a stack of an app that is synthesised for any account', () => {
  const anywhere = { ...stack, environment: 'aws://unknown-account/unknown-region' };
  const accountWith = (roles: object) =>
    only({ 'cdk.out/manifest.json': manifest({ ...anywhere, properties: { ...stack.properties, ...roles } }) }).account
      ?.parts;

  it('lands in the account of the roles with which it is deployed', () => {
    const assumeRoleArn = 'arn:aws:iam::111122223333:role/cdk-hnb659fds-deploy-role-111122223333-eu-west-1';
    const cloudFormationExecutionRoleArn = 'arn:${AWS::Partition}:iam::444455556666:role/path/exec';
    expect(accountWith({ assumeRoleArn })).toEqual(['111122223333']);
    expect(accountWith({ assumeRoleArn, cloudFormationExecutionRoleArn })).toEqual(['444455556666']);
  });

  it.each(['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk', 'role', ''])('lands nowhere: %j', assumeRoleArn => {
    expect(accountWith({ assumeRoleArn })).toBeUndefined();
  });
});

describe('the stage of a stack', () => {
  it('is the construct that holds it', () => {
    const text = manifest({ ...stack, displayName: 'Pipeline/Prod/Orders (Prod-Orders)' });
    expect(said(only({ 'cdk.out/manifest.json': text }))).toEqual(['stage Prod', 'stack-name Stack0']);
  });

  it('is what the manifest above calls its folder', () => {
    const files = {
      'cdk.out/manifest.json': manifest({
        type: 'cdk:cloud-assembly',
        properties: { directoryName: 'assembly-A-B', displayName: 'A/B' },
      }),
      'cdk.out/assembly-A-B/manifest.json': manifest(stack),
    };
    expect(said(only(files, 'cdk.out/assembly-A-B/manifest.json'))).toEqual(['stage B', 'stack-name Stack0']);
  });

  it('is the name of its folder when nothing else says it', () => {
    const path = 'cdk.out/assembly-Beta/manifest.json';
    expect(said(only({ [path]: manifest(stack) }, path))).toEqual(['stage Beta', 'stack-name Stack0']);
  });

  it('is none for a stack right below the app', () => {
    const text = manifest({ ...stack, displayName: 'Orders' });
    expect(said(only({ 'cdk.out/manifest.json': text }))).toEqual(['stack-name Stack0']);
  });
});

describe('the tags of a stack', () => {
  const tags = [
    { key: 'Environment', value: 'prod' },
    { key: 'Team', value: 'dev' },
  ];
  const metadata = { '/Orders': [{ type: 'aws:cdk:stack-tags', data: tags }] };
  const expected = ['stack-tag prod', 'stack-name Stack0'];

  it('stand in its properties', () => {
    const properties = { ...stack.properties, tags: { Environment: 'prod', Team: 'dev' } };
    expect(said(only({ 'cdk.out/manifest.json': manifest({ ...stack, properties }) }))).toEqual(expected);
  });

  it('stand in its metadata', () => {
    const text = manifest({ ...stack, displayName: 'Orders', metadata });
    expect(said(only({ 'cdk.out/manifest.json': text }))).toEqual(expected);
  });

  it('stand in a metadata file beside it', () => {
    const files = {
      'cdk.out/manifest.json': manifest({ ...stack, displayName: 'Orders', additionalMetadataFile: 'm.json' }),
      'cdk.out/m.json': JSON.stringify(metadata),
    };
    expect(said(only(files))).toEqual(expected);
  });
});

describe('a template that the CDK wrote', () => {
  const resource = { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'Orders/Queue/Resource' } };
  const detects = (template: object) =>
    cdkTemplate.detect(parse({ uri: `${root}any.json` as Uri, text: JSON.stringify(template) }));

  it('is known by paths, its metadata resource or its bootstrap parameter', () => {
    const plain = { Type: 'AWS::SQS::Queue' };
    const bootstrap = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' };
    expect(detects({ Resources: { Plain: plain, Queue: resource } })).toBe(true);
    expect(detects({ Resources: { Plain: plain, CDKMetadata: { Type: 'AWS::CDK::Metadata' } } })).toBe(true);
    expect(detects({ Resources: { Plain: plain }, Parameters: { BootstrapVersion: bootstrap } })).toBe(true);
    expect(detects({ Resources: { Plain: plain } })).toBe(false);
  });

  it('is not to be edited', () => {
    const text = JSON.stringify({ Resources: { Queue: resource } });
    const tree = parse({ uri: `${root}any.json` as Uri, text });
    const facts = cdkTemplate.lower(tree, { tree: () => undefined, folder: () => [] });
    expect(facts).toMatchObject({ format: 'cdk', generated: true, resources: [{ label: 'Queue' }] });
  });
});

it('gives facts for a manifest that is cut anywhere', () => {
  const path = 'cdk.out/assembly-Prod/manifest.json';
  const files = filesIn(stages);
  fc.assert(
    fc.property(fc.nat(files[path]!.length), end => {
      expect(lower({ ...files, [path]: files[path]!.slice(0, end) }, path).format).toBe('cdk');
    }),
  );
});

it('reads what is there of a manifest that says odd things', () => {
  const odd = ['{}', '[]', 'null', '7', '"x"'].map(value => JSON.parse(value));
  for (const value of odd) {
    const artifacts = [
      value,
      { ...stack, properties: value },
      { ...stack, environment: value, displayName: value, metadata: value, additionalMetadataFile: value },
      { ...stack, properties: { templateFile: value, tags: value, parameters: value, stackName: value } },
    ];
    const text = JSON.stringify({ version: 1, artifacts });
    expect(lower({ 'manifest.json': text }, 'manifest.json').format).toBe('cdk');
    expect(lower({ 'manifest.json': manifest(...artifacts) }, 'manifest.json').format).toBe('cdk');
  }
});
