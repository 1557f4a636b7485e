/** A value of another kind than is expected, in any place of a good document of each format. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../../server/src/engine/syntax/parse';
import type { Json } from '../../server/src/engine/text/json';
import { valueIn } from '../engine/syntax/trees';
import { uriOf } from '../support/workspace';
import { examine } from './examine';
import { fixtures } from './fixtures';
import { bad } from './templates';

const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1.5,
    1e300,
    '',
    '*',
    '${',
    '${a.b[0]["c"]}',
    '__proto__',
    '\u0000',
    [],
    {},
    [[]],
    [null, [null]],
    { '': '' },
    { Ref: {} },
    { 'Fn::Sub': [] },
    { 'Fn::If': 'x' },
    { 'Fn::Join': [{}, {}] },
    { 'Fn::GetAtt': [[], {}] },
    { constructor: { prototype: 1 } },
    JSON.parse('{"__proto__":{"toString":1}}'),
    [{ Statement: { Statement: [] } }],
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

type Path = readonly string[];

function pathsIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function replaced(value: Json, [step, ...rest]: Path, by: Json): Json {
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const inner = replaced((value as Record<string, Json>)[step]!, rest, by);
  return Object.defineProperty(copy, step, { value: inner, enumerable: true });
}

/** The largest are left out: they hold nothing that others do not. */
const documents = Object.entries(fixtures)
  .filter(([, text]) => text.length < 16_000)
  .map(([path, text]) => [path, valueIn(parse({ uri: uriOf(path), text }).root)] as const);

/** Names of the resources in which a finding needs nothing but the resource. */
function settledIn(path: string, text: string): readonly string[] {
  const { findings, snapshot } = examine({ [path]: text });
  const at = new Map(snapshot.facts(uriOf(path))?.resources.map(resource => [resource.label, resource.at.path]));
  return findings.flatMap(({ finding: { rule, resource, related, confidence } }) => {
    const own = resource === undefined ? undefined : at.get(resource);
    const isOwn = (place: (typeof related)[number]) => own?.every((step, i) => place.at.path[i] === step) === true;
    return rule === 'broad-pass-role' && confidence === 'certain' && own && related.every(isOwn) ? [own.join('/')] : [];
  });
}

test.each(documents)('%s', (path, value) => {
  const json = `${path}.json`.replace(/(?:ya?ml|json)\.json$/, 'json');
  const settled = settledIn(json, JSON.stringify(value));
  const paths = pathsIn(value);
  fc.assert(
    fc.property(fc.constantFrom(...paths), odd, (at, other) => {
      const { findings, snapshot } = examine({ [json]: JSON.stringify(replaced(value, at, other)) });
      const resources = snapshot.facts(uriOf(json))?.resources ?? [];
      const left = new Set(
        findings.flatMap(({ finding }) =>
          resources.flatMap(({ label, at: own }) => (label === finding.resource ? [own.path.join('/')] : [])),
        ),
      );
      // What stands beside the resources can make another template of it, or none.
      const beside = at.length > 2 && /^(?:resources?|resource_changes)$/i.test(at[0]!);
      const wanted = beside ? settled.filter(name => !name.startsWith(at.slice(0, 2).join('/'))) : [];
      expect(
        wanted.filter(name => !left.has(name)),
        `${at.join('/')} = ${JSON.stringify(other)}`,
      ).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

/** Files that say where a template lands, by the path at which JSON is read as one of them. */
const beside = [
  ['samconfig.yaml', 'samconfig.toml'],
  ['params/prod.json', 'params/prod.json'],
  ['params/staging.json', 'params/staging.json'],
  ['deployment.yaml', 'deployment.yaml'],
].map(([path, written]) => {
  const file = `test/golden/sam-config/${written}`;
  return [path!, valueIn(parse({ uri: uriOf(file), text: fixtures[file]! }).root)] as const;
});

test.each(beside)('%s beside a template', (path, value) => {
  const template = `${fixtures['test/golden/sam-config/template.yaml']}  Bad: ${JSON.stringify(bad)}\n`;
  const foundWith = (text: string) =>
    examine({ 'template.yaml': template, [path]: text }).findings.flatMap(({ path: at, finding }) =>
      at === 'template.yaml' ? [finding.rule] : [],
    );
  const found = foundWith(JSON.stringify(value));
  expect(found).toContain('broad-pass-role');
  fc.assert(
    fc.property(fc.constantFrom(...pathsIn(value)), odd, (at, other) => {
      expect(foundWith(JSON.stringify(replaced(value, at, other)))).toEqual(found);
    }),
    { numRuns: 100 },
  );
});
