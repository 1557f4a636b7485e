/** Two stacks of one class: what is said of one of them stands where that one is made, not in the line that both share. */
import { describe, expect, it } from 'vitest';
import { here, snapshotWith, written } from '../../support/written';

interface App {
  /** What each stack's queue is tagged as in its template. */
  readonly tagged?: boolean;
  /** The class of the second stack is another. */
  readonly other?: boolean;
  readonly settings?: string;
}

const stacks = [
  { id: 'P', environment: 'prod', line: 2 },
  { id: 'D', environment: 'dev', line: 3 },
];

function app({ tagged = false, other = false, settings }: App) {
  const sources = {
    'bin/app.ts': "const app = new App();\nnew S(app, 'P', props);\nnew S(app, 'D', props);\n",
    'lib/s.ts': "export class S extends Stack {\n  queue = new Queue(this, 'Queue');\n}\n",
    'lib/t.ts': "export class T extends Stack {\n  queue = new Queue(this, 'Queue');\n}\n",
  };
  const files = stacks.flatMap(({ id, environment, line }): readonly (readonly [string, object])[] => {
    const made = `<anonymous> (${here}/bin/app.ts:${line}:1)`;
    const library = other && id === 'D' ? 't' : 's';
    const trace = (...data: readonly string[]) => [{ type: 'aws:cdk:creationStack', data }];
    const metadata = {
      [`/${id}`]: trace(made),
      [`/${id}/Queue/Resource`]: trace(`new S (${here}/lib/${library}.ts:2:11)`, made),
    };
    const tags = tagged ? { Properties: { Tags: [{ Key: 'Environment', Value: environment }] } } : {};
    const queue = { Type: 'AWS::SQS::Queue', ...tags, Metadata: { 'aws:cdk:path': `${id}/Queue/Resource` } };
    return [
      [`cdk.out/${id}.metadata.json`, metadata],
      [`cdk.out/${id}.template.json`, { Resources: { Queue: queue } }],
    ];
  });
  const artifact = ({ id, environment }: (typeof stacks)[number]) => ({
    type: 'aws:cloudformation:stack',
    environment: 'aws://111122223333/eu-west-1',
    properties: { templateFile: `${id}.template.json`, ...(tagged ? {} : { tags: { Environment: environment } }) },
    displayName: id,
    additionalMetadataFile: `${id}.metadata.json`,
  });
  const artifacts = Object.fromEntries(stacks.map(one => [one.id, artifact(one)]));
  const generated = [['cdk.out/manifest.json', { version: '55.0.0', artifacts }] as const, ...files];
  return {
    ...sources,
    ...Object.fromEntries(generated.map(([path, text]) => [path, JSON.stringify(text)])),
    ...(settings ? { 'bulkhead.yaml': settings } : {}),
  };
}

const places = (options: App) =>
  written(snapshotWith(app(options)), 'mixed-environments').map(({ at, remark }) => [at, remark]);

const ofStack = ["bin/app.ts:3 new S(app, 'D', props);", 'synthesised here'];
const declared = 'version: 1\naccounts: [{ id: "111122223333", name: shop, environment: production }]\n';

describe('a mix of two stacks', () => {
  it('stands where the stack is made of which it is said', () => {
    expect(places({})).toEqual([ofStack]);
    expect(places({ settings: declared })).toEqual([ofStack]);
    expect(places({ other: true })).toEqual([ofStack]);
  });

  it('stands there too where resources say it that one line makes for both', () => {
    expect(places({ tagged: true })).toEqual([ofStack]);
  });

  it('stands at the resource that says it where that is made by a line of its own', () => {
    const [[at]] = places({ tagged: true, other: true }) as [[string]];
    expect(at).toMatch(/^lib\/t\.ts:2 /);
  });
});
