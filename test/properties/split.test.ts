/** Laws of the fix that parts a template: nothing is lost, doubled, written otherwise or left dangling. */
import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { get } from '../../server/src/engine/syntax/tree';
import { findingsOf, fixed, snapshotOf, uriOf } from '../support/workspace';
import { withEnds } from './spellings';

type Section = Record<string, Record<string, unknown>>;
type Template = Record<string, Section>;

const names = ['A', 'B', 'C'] as const;
const index = fc.nat({ max: 5 });

/** Resources of two environments or none, that name parameters, mappings, conditions and each other at random. */
const templates = fc
  .record({
    resources: fc.array(
      fc.record({
        environment: fc.constantFrom('prod', 'dev', undefined),
        parameters: fc.subarray([...names]),
        mapping: fc.option(fc.constantFrom(...names)),
        condition: fc.option(fc.constantFrom(...names)),
        names: fc.array(index, { maxLength: 1 }),
        waits: fc.option(index, { freq: 5 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    outputs: fc.array(fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 2 }), { maxLength: 3 }),
    rules: fc.subarray([...names]),
    hasBoth: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.boolean() }),
    isEntangled: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.boolean() }),
  })
  .map(({ resources: drawn, outputs, rules, hasBoth, isEntangled }): Template => {
    const both = ['prod', 'dev'] as const;
    const resources = drawn.map((one, i) => (hasBoth && i < 2 ? { ...one, environment: both[i] } : one));
    const named = (i: number) => `R${i % resources.length}`;
    const isApart = (i: number, j: number) => resources[i]!.environment !== resources[j]!.environment;
    const mayName = (i: number, j: number) => i > 0 && (isEntangled || !isApart(i, j % i));
    return {
      Parameters: Object.fromEntries([...names, 'Unused'].map(name => [`P${name}`, { Type: 'String' }])),
      ...(rules.length > 0 ? { Rules: Object.fromEntries(rules.map(name => [`U${name}`, ruleOn(`P${name}`)])) } : {}),
      Mappings: Object.fromEntries(names.map(name => [`M${name}`, { a: { b: name } }])),
      Conditions: {
        CA: { 'Fn::Equals': [{ Ref: 'PA' }, 'yes'] },
        CB: { 'Fn::Not': [{ Condition: 'CA' }] },
        CC: { 'Fn::Equals': [{ 'Fn::FindInMap': ['MC', 'a', 'b'] }, 'x'] },
      },
      Resources: Object.fromEntries(
        resources.map((one, i) => [
          `R${i}`,
          {
            Type: 'AWS::SQS::Queue',
            ...(one.waits === null || !mayName(i, one.waits) ? {} : { DependsOn: `R${one.waits % i}` }),
            Properties: {
              ...(one.environment ? { Tags: [{ Key: 'Environment', Value: one.environment }] } : {}),
              A: one.parameters.map(name => ({ Ref: `P${name}` })),
              B: one.mapping === null ? 1 : { 'Fn::FindInMap': [`M${one.mapping}`, 'a', 'b'] },
              C: one.condition === null ? 1 : { 'Fn::If': [`C${one.condition}`, 1, { 'Fn::Sub': 'x${PB}' }] },
              // Only what stands above: what needs each other cannot be made.
              D: one.names
                .filter(n => mayName(i, n))
                .map(n => (n % 2 === 0 ? { 'Fn::GetAtt': [`R${n % i}`, 'Arn'] } : { 'Fn::Sub': `\${R${n % i}.Arn}` })),
            },
          },
        ]),
      ),
      ...(outputs.length > 0
        ? {
            Outputs: Object.fromEntries(
              outputs.map((of, i) => [
                `O${i}`,
                {
                  Value: {
                    'Fn::Join': [
                      '',
                      of
                        .map(n => n % resources.length)
                        .filter((n, _, [first]) => isEntangled || !isApart(first!, n))
                        .map(n => ({ Ref: named(n) })),
                    ],
                  },
                },
              ]),
            ),
          }
        : {}),
    };
  });

function ruleOn(parameter: string) {
  return { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: parameter }, 'x'] } }] };
}

/** With a comment above each entry, one in it, and blank lines. */
function commented(template: Template): string {
  return dump(template, { noRefs: true })
    .split('\n')
    .flatMap(line => {
      const [, name] = /^ {2}(\w+):/.exec(line) ?? [];
      return name ? ['', `  # about ${name}`, line, `    # in ${name}`] : [line];
    })
    .join('\n');
}

const spellings: readonly (readonly [string, string, (template: Template) => string])[] = [
  ['YAML', 'yaml', template => dump(template, { noRefs: true })],
  ['YAML with comments', 'yaml', commented],
  ['YAML with CRLF, no break at the end', 'yml', template => withEnds(commented(template), '\r\n').trimEnd()],
  ['YAML in braces', 'yaml', template => dump(template, { noRefs: true, flowLevel: 2 })],
  ['JSON', 'json', template => `${JSON.stringify(template, undefined, 2)}\n`],
  ['JSON with tabs and CRLF', 'json', template => withEnds(JSON.stringify(template, undefined, '\t'), '\r\n')],
  ['minified JSON', 'template', template => JSON.stringify(template)],
];

describe.each(spellings)('%s', (_, extension, write) => {
  const path = `stack.${extension}`;

  test('parts what is not entangled, and nothing else', () => {
    let parted = 0;
    fc.assert(
      fc.property(templates, template => {
        const text = write(template);
        const snapshot = snapshotOf({ [path]: text });
        const fixes = findingsOf(snapshot).flatMap(({ finding }) => finding.fixes);
        const fix = fixes.find(({ id }) => id === 'split-off-dev');
        const environments = new Set(componentsOf(template).flat());
        expect(fix !== undefined, text).toBe(environments.has('prod') && environments.has('dev'));
        if (!fix) return;
        const entangled = componentsOf(template).some(all => all.includes('prod') && all.includes('dev'));
        expect(snapshot.refusal(fix) !== undefined, `${snapshot.refusal(fix)}\n${text}`).toBe(entangled);
        if (entangled) return;
        parted++;
        const after = fixed({ [path]: text }, fix)!;
        const to = `stack.dev.${extension}`;
        expect(Object.keys(after).sort()).toEqual([to, path].sort());
        expectParted(template, text, after[path]!, after[to]!, path, to);
      }),
      { numRuns: 30 },
    );
    expect(parted).toBeGreaterThan(10);
  });
});

/** The environments of each set of resources and outputs that name each other. */
function componentsOf({ Resources = {}, Outputs = {} }: Template): readonly (readonly string[])[] {
  const groups = Object.entries({ ...Resources, ...Outputs }).map(([key, value]) => {
    const keys = [key, ...referencesIn(value).filter(name => name in Resources)];
    return new Set(keys);
  });
  for (let i = 0; i < groups.length; i++) {
    for (let j = groups.length - 1; j >= 0; j--) {
      if (i === j || !groups[i] || !groups[j] || ![...groups[j]!].some(key => groups[i]!.has(key))) continue;
      for (const key of groups[j]!) groups[i]!.add(key);
      groups.splice(j, 1);
      i = 0;
      j = groups.length;
    }
  }
  return groups.map(group =>
    [...group].flatMap(key => /"Value":"(prod|dev)"/.exec(JSON.stringify(Resources[key] ?? ''))?.[1] ?? []),
  );
}

/** What a value names, by the notations of the generator alone. */
function referencesIn(value: unknown): readonly string[] {
  const text = JSON.stringify(value);
  const patterns = [
    /"Ref":"(\w+)"/g,
    /"Fn::GetAtt":\["(\w+)"/g,
    /"DependsOn":"(\w+)"/g,
    /\$\{(\w+)/g,
    /"Fn::If":\["(\w+)"/g,
    /"Condition":"(\w+)"/g,
    /"Fn::FindInMap":\["(\w+)"/g,
  ];
  return patterns.flatMap(pattern => [...text.matchAll(pattern)].map(([, name]) => name!));
}

function expectParted(template: Template, text: string, here: string, there: string, path: string, to: string): void {
  const story = `${text}\n--- stays\n${here}\n--- leaves\n${there}`;
  const parts = [here, there].map(part => load(part) as Template);
  for (const [section, entries] of Object.entries(template)) {
    for (const [key, value] of Object.entries(entries)) {
      const found = parts.filter(part => part[section]?.[key] !== undefined);
      const isSingle = section === 'Resources' || section === 'Outputs';
      expect(isSingle ? found.length === 1 : found.length > 0, `${section} ${key}\n${story}`).toBe(true);
      for (const part of found) expect(part[section]![key]).toEqual(value);
    }
  }
  for (const part of parts) {
    const declared = Object.values(part).flatMap(section => Object.keys(section));
    expect(declared, story).toEqual(expect.arrayContaining([...referencesIn(part)]));
    expect(Object.values(part).every(section => Object.keys(section).length > 0)).toBe(true);
  }
  const used = (part: Template) => new Set(referencesIn(part));
  const needed = used(template);
  for (const [i, part] of parts.entries()) {
    for (const section of ['Parameters', 'Mappings', 'Conditions'] as const) {
      // What nobody needs stays where it is.
      const idle = Object.keys(part[section] ?? {}).filter(key => !used(part).has(key) && (i === 1 || needed.has(key)));
      // A condition that nobody uses still names what it compares.
      expect(idle, story).toEqual([]);
    }
  }
  expectWritten(text, here, there, story, path, to);
}

/** Each entry as it was written, its comments with it; line ends and the end of the file kept. */
function expectWritten(text: string, here: string, there: string, story: string, path: string, to: string): void {
  const slices = (name: string, of: string) => {
    const root = snapshotOf({ [name]: of }).tree(uriOf(name))!.root;
    const sections = root?.kind === 'map' ? root.entries : [];
    return new Map(
      sections.flatMap(({ key, value }) =>
        value.kind === 'map'
          ? value.entries.map(
              entry => [`${key.raw} ${entry.key.raw}`, of.slice(entry.range.start, entry.range.end)] as const,
            )
          : [],
      ),
    );
  };
  const whole = slices(path, text);
  for (const [name, part] of [
    [path, here],
    [to, there],
  ] as const) {
    for (const [key, slice] of slices(name, part)) expect(slice, story).toBe(whole.get(key));
    expect(/(?<!\r)\n/.test(part), story).toBe(/(?<!\r)\n/.test(text));
    expect(/\s$/.test(part), story).toBe(/\s$/.test(text));
    expect(/\r?\n\s*\n$/.test(part), story).toBe(false);
    const keys = [...slices(name, part).keys()].map(key => key.split(' ')[1]!);
    const told = [...part.matchAll(/# (?:about|in) (\w+)/g)].map(([, key]) => key!);
    const expected = text.includes('# about') ? keys.flatMap(key => [key, key]) : [];
    expect([...told].sort(), story).toEqual(expected.sort());
    const problems = snapshotOf({ [name]: part }).problems(uriOf(name));
    expect(problems, story).toEqual([]);
    expect(get(snapshotOf({ [name]: part }).tree(uriOf(name))!.root, 'Resources')).toBeDefined();
    expect(findingsOf(snapshotOf({ [name]: part })), story).toEqual([]);
  }
}
