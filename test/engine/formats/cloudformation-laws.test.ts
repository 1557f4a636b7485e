import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { cloudformation } from '../../../server/src/engine/formats/cloudformation';
import type { DocumentFacts } from '../../../server/src/engine/model/document-facts';
import { parse } from '../../../server/src/engine/syntax/parse';
import { nodeAt } from '../../../server/src/engine/syntax/pointer';
import type { SourcePointer, Uri } from '../../../server/src/engine/text/text';
import { factsOf } from '../../support/facts';

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

const golden = join(import.meta.dirname, '../../golden/cloudformation');
const corpus = join(import.meta.dirname, '../../../../shared/corpus/cloudformation');

/** Templates with every construct that is read, as values in the long notation. */
const templates: readonly Value[] = readdirSync(golden)
  .filter(name => name.endsWith('.template.json'))
  .map(name => JSON.parse(readFileSync(join(golden, name), 'utf8')) as Value);

const noNeighbours = { tree: () => undefined, folder: () => [] };

/** The facts with every pointer's document left out. */
function withoutUri(facts: DocumentFacts): unknown {
  return JSON.parse(JSON.stringify(facts).replaceAll(/file:\/\/\/repo\/template\.(json|yaml)/g, 'document'));
}

describe('the same template in JSON and in YAML says the same', () => {
  test.each(templates.map((template, i) => [i, template] as const))('template %i', (_, template) => {
    const inYaml = factsOf(dump(template, { lineWidth: -1, noRefs: true }));
    expect(withoutUri(inYaml)).toEqual(withoutUri(factsOf(JSON.stringify(template, null, 2))));
  });
});

/** Every path to a value in a template. */
function pathsIn(value: Value, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function replaced(value: Value, [step, ...rest]: readonly (string | number)[], by: Value): Value {
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const copy: Value = Array.isArray(value) ? [...value] : { ...value };
  Object.defineProperty(copy, step, { value: replaced((value as never)[step], rest, by), enumerable: true });
  return copy;
}

const odd: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(
    null,
    true,
    0,
    -1.5,
    '',
    '*',
    [],
    {},
    [[]],
    { Ref: 'AWS::NoValue' },
    { Ref: 'Env' },
    { Ref: ['x'] },
    { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }] },
    { 'Fn::If': 'x' },
    { 'Fn::Join': ['', 'x'] },
    { 'Fn::Sub': ['${a}', null] },
    { 'Fn::GetAtt': [{}, null] },
    { 'Fn::FindInMap': [[], {}, null] },
    { 'Fn::Select': ['x', ['y']] },
    { 'Fn::Transform': 5 },
    { 'Fn::ForEach::X': ['x', ['__proto__'], { '${x}': { Type: 'AWS::IAM::Role' } }] },
    { constructor: { prototype: null }, toString: 'x' },
    JSON.parse('{"__proto__": {"Type": "AWS::S3::Bucket"}}') as Value,
  ),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Value>,
);

/** Only what JSON can say: facts are compared and stored as such. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isPlain);
  return value === null || typeof value !== 'undefined';
}

/** Every pointer in a fact. */
function pointersIn(value: unknown): readonly SourcePointer[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('path' in value && 'part' in value) return [value as SourcePointer];
  return Object.values(value).flatMap(pointersIn);
}

describe('every place that a fact names is in the text', () => {
  const texts = [...templates.map(template => JSON.stringify(template)), ...templates.map(template => dump(template))];
  test.each(texts.map((text, i) => [i, text] as const))('text %i', (_, text) => {
    const tree = parse({ uri: `file:///repo/template.${text.startsWith('{') ? 'json' : 'yaml'}` as Uri, text });
    const pointers = pointersIn(cloudformation.lower(tree, noNeighbours));
    expect(pointers.length).toBeGreaterThan(20);
    for (const at of pointers) expect(nodeAt(tree, at), at.path.join('/')).toBeDefined();
  });
});

describe('wrong types', () => {
  test.each(templates.map((template, i) => [i, template] as const))('in any place of template %i', (_, template) => {
    const paths = pathsIn(template);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: paths.length - 1 }), odd, (at, value) => {
        const facts = factsOf(JSON.stringify(replaced(template, paths[at]!, value)) ?? 'null');
        expect(isPlain(facts)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('in any place of any template keep what does not depend on it', () => {
    const template = {
      Resources: {
        Good: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: 'a:B', Resource: '*' } } },
        },
        Bad: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: {} }] } },
      },
    };
    const paths = pathsIn(template.Resources.Bad).map(path => ['Resources', 'Bad', ...path]);
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        const facts = factsOf(JSON.stringify(replaced(template, path, value)));
        expect(facts.resources.find(r => r.label === 'Good')?.grants).toHaveLength(1);
      }),
    );
  });
});

describe('much out of little', () => {
  // Work that were not bounded would not end before the runner's limit: no clock is asked.
  const read = (text: string) => {
    const facts = cloudformation.lower(parse({ uri: 'file:///repo/template.yaml' as Uri, text }), noNeighbours);
    return { facts, size: JSON.stringify(facts).length };
  };

  test('an alias tower of lists in a policy', () => {
    const tower = Array.from({ length: 30 }, (_, i) => `  A${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`).join('\n');
    const text = `Metadata:\n  A0: &a0 ["s3:*"]\n${tower}\nResources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n      Any: *a30\n      PolicyDocument: { Statement: { Effect: Allow, Action: *a30, Resource: "*" } }\n`;
    expect(read(text).size).toBeLessThan(5_000_000);
  });

  test('a tower of functions that double their text', () => {
    const tower = Array.from(
      { length: 30 },
      (_, i) => `  A${i + 1}: &a${i + 1} { "Fn::Join": ["", [*a${i}, *a${i}]] }`,
    ).join('\n');
    const text = `Metadata:\n  A0: &a0 "0123456789"\n${tower}\nResources:\n  B: { Type: AWS::S3::Bucket, Properties: { BucketName: *a30, Tags: { a: *a29 } } }\n`;
    expect(read(text).size).toBeLessThan(5_000_000);
  });

  test('a tower of conditions', () => {
    const tower = Array.from({ length: 40 }, (_, i) => `  A${i + 1}: &a${i + 1} { "Fn::And": [*a${i}, *a${i}] }`).join(
      '\n',
    );
    const text = `Conditions:\n  A0: &a0 { "Fn::Equals": [{ Ref: E }, x] }\n${tower}\nResources:\n  B: { Type: AWS::S3::Bucket, Condition: A40 }\n`;
    expect(read(text).size).toBeLessThan(5_000_000);
  });

  test('a tower of choices', () => {
    const tower = Array.from(
      { length: 30 },
      (_, i) => `  A${i + 1}: &a${i + 1} { "Fn::If": [C${i}, *a${i}, *a${i}] }`,
    ).join('\n');
    const text = `Metadata:\n  A0: &a0 "x"\n${tower}\nResources:\n  P: { Type: AWS::IAM::Policy, Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: [*a30, *a29], Resource: *a30 } } } }\n`;
    expect(read(text).size).toBeLessThan(5_000_000);
  });

  test('deep nesting', () => {
    const deep = (open: string, close: string) => `${open.repeat(20_000)}"x"${close.repeat(20_000)}`;
    const text = `{"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": ${deep('{"Fn::Join": ["", [', ']]}')}}}}}`;
    expect(read(text).facts.resources.map(r => r.label)).toEqual(['B']);
  });

  test('a long chain of resources', () => {
    const resources = Array.from({ length: 20_000 }, (_, i) => [
      `R${i}`,
      { Type: 'AWS::S3::Bucket', DependsOn: `R${i + 1}` },
    ]);
    const { facts } = read(JSON.stringify({ Resources: Object.fromEntries(resources) }));
    expect(facts.resources).toHaveLength(20_000);
  });
});

const real = existsSync(corpus) ? readdirSync(corpus) : [];

describe.skipIf(real.length === 0)('real templates (only where the shared corpus lies beside the checkout)', () => {
  test.each(real)('%s is recognised and read whole', name => {
    const text = readFileSync(join(corpus, name), 'utf8');
    const tree = parse({ uri: `file:///corpus/${name}` as Uri, text });
    expect(cloudformation.detect(tree)).toBe(true);
    const { problems } = cloudformation.lower(tree, noNeighbours);
    expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
  });
});
