import fc from 'fast-check';
import { dump } from 'js-yaml';
import { expect, test } from 'vitest';
import { embeddedIn } from '../../server/src/engine/syntax/embedded';
import { nodeAt } from '../../server/src/engine/syntax/pointer';
import type { StructuralEdit } from '../../server/src/engine/syntax/structural-edit';
import type { SyntaxTree } from '../../server/src/engine/syntax/tree';
import type { Json } from '../../server/src/engine/text/json';
import { at, edited, json, problems, valueIn, yaml } from '../engine/syntax/trees';

/** After an edit the text reads without a problem and says what it said before, changed as the edit says. */

const strings = fc.oneof(
  fc.constantFrom(
    '*',
    'yes',
    '012',
    '2012-10-17',
    '1e3',
    '',
    ' a',
    'a ',
    'a: b',
    'a #b',
    '- x',
    "it's",
    '"q"',
    '\\n',
    '!Ref',
    '&a',
    '~',
    'null',
  ),
  fc.constantFrom(
    'arn:aws:iam::123456789012:role/x',
    'iam:PassRole',
    'a,b',
    '{x}',
    '[y',
    'é😀',
    'tab\there',
    'two\nlines',
    '%',
    '@',
    '`',
    '---',
    '<<',
    '=',
    '.5',
  ),
  fc.string({ maxLength: 6 }),
);
const keys = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'aws:x', 'iam:PassedToService', 'on', '1', 'a b', "it's", 'Fn::Sub'),
  strings,
);
const scalars = fc.oneof(strings, fc.integer({ min: -99, max: 99 }), fc.boolean(), fc.constant(null));
const { value: values } = fc.letrec<{ value: Json; map: Json; list: Json }>(tie => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalars, tie('map'), tie('list')),
  map: fc.dictionary(keys, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
  list: fc.array(tie('value'), { maxLength: 3 }),
}));
const documents = fc.dictionary(keys, values, { minKeys: 1, maxKeys: 4 }) as fc.Arbitrary<Json>;

type Writer = {
  readonly name: string;
  write(value: Json): string;
  read(text: string): SyntaxTree;
  root: (string | number)[];
};

const eols = fc.constantFrom('\n', '\r\n');
const yamlBlocks: fc.Arbitrary<Writer> = fc
  .record({
    indent: fc.constantFrom(2, 4),
    seqNoIndent: fc.boolean(),
    quoteStyle: fc.constantFrom('single' as const, 'double' as const),
    forceQuotes: fc.boolean(),
    flowLevel: fc.constantFrom(-1, 1, 2, 3),
    eol: eols,
    comments: fc.boolean(),
  })
  .map(({ eol, comments, ...options }) => ({
    name: JSON.stringify(options),
    write: value => {
      const text = dump(value, { ...options, noRefs: true, lineWidth: -1 });
      const single = !/[|>][-+\d]*\n/.test(text);
      return (comments && single ? text.replace(/([^\n])\n/g, '$1 # why\n# above\n') : text).replaceAll('\n', eol);
    },
    read: yaml,
    root: [],
  }));
const jsons: fc.Arbitrary<Writer> = fc
  .record({ unit: fc.constantFrom('', '  ', '    ', '\t'), eol: eols })
  .map(({ unit, eol }) => ({
    name: `json ${JSON.stringify(unit)}`,
    write: value => JSON.stringify(value, null, unit).replaceAll('\n', eol),
    read: json,
    root: [],
  }));
const embedded: fc.Arbitrary<Writer> = fc
  .record({
    unit: fc.constantFrom('', '  '),
    host: fc.constantFrom('json', 'single', 'double', 'literal', 'folded'),
    eol: eols,
  })
  .map(({ unit, host, eol }) => ({
    name: `json ${JSON.stringify(unit)} in ${host}`,
    write: value => inString(JSON.stringify(value, null, unit), host).replaceAll('\n', eol),
    read: host === 'json' ? json : yaml,
    root: ['Outer', 'Text'],
  }));

function inString(text: string, host: string): string {
  const lines = text.replaceAll('\n', '\n      ');
  if (host === 'json') return JSON.stringify({ Outer: { Text: text, Next: 1 } });
  if (host === 'single') return `Outer:\n  Text: '${lines.replaceAll("'", "''")}' # why\n  Next: 1\n`;
  if (host === 'double') return `Outer:\n  Text: ${JSON.stringify(text)} # why\n  Next: 1\n`;
  return `Outer:\n  Text: ${host === 'literal' ? '|' : '>-'}\n      ${lines}\n  Next: 1\n`;
}

const kinds = ['replace', 'insert', 'append', 'insert-after', 'remove'] as const;
interface Choice {
  readonly kind: (typeof kinds)[number];
  readonly turns: readonly number[];
  readonly key: string;
  readonly value: Json;
}
const choices: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom(...kinds),
  turns: fc.array(fc.nat(5), { maxLength: 4 }),
  key: keys,
  value: values,
});

interface Change {
  readonly edit: StructuralEdit;
  /** The whole document's value after it. */
  readonly value: Json;
}

function change(document: Json, { kind, turns, key, value }: Choice): Change | undefined {
  const path: (string | number)[] = [];
  let here: Json = document;
  let parent: Json = null;
  for (const turn of turns) {
    if (typeof here !== 'object' || here === null) break;
    const steps: (string | number)[] = Array.isArray(here) ? here.map((_, i) => i) : Object.keys(here);
    if (steps.length === 0) break;
    parent = here;
    path.push(steps[turn % steps.length]!);
    here = (here as Record<string | number, Json>)[path.at(-1)!]!;
  }
  const put = (made: Json) => changed(document, path, made);
  const last = path.at(-1);
  if (kind === 'replace')
    return isMap(value) || path.length > 0 ? { edit: { kind, at: at(path), value }, value: put(value) } : undefined;
  if (kind === 'insert' && isMap(here))
    return { edit: { kind, into: at(path), key, value }, value: put({ ...here, [key]: value }) };
  if (kind === 'append' && path.length > 0) {
    const items = Array.isArray(here) ? here : here === null ? [] : [here];
    return { edit: { kind, to: at(path), value }, value: put([...items, value]) };
  }
  if (kind === 'insert-after' && typeof last === 'number') {
    const items = [...(parent as Json[])];
    items.splice(last + 1, 0, value);
    return { edit: { kind, at: at(path), value }, value: changed(document, path.slice(0, -1), items) };
  }
  if (kind !== 'remove' || last === undefined) return undefined;
  const rest = Array.isArray(parent)
    ? parent.filter((_, i) => i !== last)
    : Object.fromEntries(Object.entries(parent as object).filter(([name]) => name !== last));
  return { edit: { kind, at: at(path) }, value: changed(document, path.slice(0, -1), rest) };
}

function changed(value: Json, [step, ...rest]: readonly (string | number)[], made: Json): Json {
  if (step === undefined) return made;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? changed(item, rest, made) : item));
  const map = value as Record<string, Json>;
  return { ...map, [step]: changed(map[step]!, rest, made) };
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathOf(edit: StructuralEdit): readonly (string | number)[] {
  return edit.kind === 'insert' ? [...edit.into.path, edit.key] : edit.kind === 'append' ? edit.to.path : edit.at.path;
}

function below(edit: StructuralEdit, root: readonly (string | number)[]): StructuralEdit {
  const deeper = ({ path }: { path: readonly (string | number)[] }) => at([...root, ...path]);
  if (edit.kind === 'insert') return { ...edit, into: deeper(edit.into) };
  return edit.kind === 'append' ? { ...edit, to: deeper(edit.to) } : { ...edit, at: deeper(edit.at) };
}

/** The value of what is written, inside the string where the writer put it into one. */
function said(tree: SyntaxTree, { root }: Writer): Json {
  const node = nodeAt(tree, at(root));
  return valueIn(root.length > 0 && node ? embeddedIn(tree, node) : node);
}

for (const [name, writers] of [
  ['YAML', yamlBlocks],
  ['JSON', jsons],
  ['JSON in a string', embedded],
] as const) {
  test(`an edit of ${name} does what it says and nothing else`, () => {
    fc.assert(
      fc.property(documents, writers, choices, (document, writer, choice) => {
        const text = writer.write(document);
        const tree = writer.read(text);
        // A key behind `? ` is no key: nothing is edited there.
        fc.pre(!/^[- ]*\? /m.test(text));
        // What another library writes and this one reads otherwise (`=`, dates) is no matter of edits.
        fc.pre(tree.problems.length === 0 && JSON.stringify(said(tree, writer)) === JSON.stringify(document));
        const wanted = change(document, choice);
        fc.pre(wanted !== undefined && (writer.root.length === 0 || pathOf(wanted.edit).length > 0));
        const after = edited(tree, below(wanted.edit, writer.root));
        expect(after, `${wanted.edit.kind} in\n${text}`).toBeDefined();
        const now = writer.read(after!);
        expect(
          { problems: problems(now), value: said(now, writer) },
          `${text}\n--- ${JSON.stringify(wanted.edit)}\n${after}`,
        ).toEqual({ problems: [], value: wanted.value });
      }),
      { numRuns: 700 },
    );
  });
}
