// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hclIn } from '../../../server/src/engine/syntax/hcl/hcl';
import { writeHcl } from '../../../server/src/engine/syntax/hcl/write';
import { parseJson } from '../../../server/src/engine/syntax/json/json';
import { get, type SyntaxNode } from '../../../server/src/engine/syntax/tree';
import type { Json } from '../../../server/src/engine/text/json';
import type { Uri } from '../../../server/src/engine/text/text';

/** The object or list in a Terraform string, and the text of the document around it. */
function read(template: string) {
  const text = JSON.stringify({ policy: template });
  const tree = parseJson({ uri: 'file:///main.tf.json' as Uri, text });
  const node = get(tree.root, 'policy')!;
  return { text, node: node.kind === 'scalar' ? hclIn(tree, node) : undefined };
}

/** A node as JSON, what is no literal as its template. */
function jsonOf(node: SyntaxNode | undefined): Json | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'list') return node.items.map(item => jsonOf(item)!);
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key.raw, jsonOf(value)!]));
  return node.tag === undefined ? node.value : node.raw;
}

test.each<[string, Json | undefined]>([
  ['${jsonencode({ Version = "2012-10-17" })}', { Version: '2012-10-17' }],
  [
    '${jsonencode({Effect: "Allow", "Action" = ["a", "b",], Sid: null})}',
    { Effect: 'Allow', Action: ['a', 'b'], Sid: null },
  ],
  [
    '${jsonencode({\n  # why\n  a = 1\n  b = 2.5 // why\n\n  /* why */ c = true, d = false\n})}',
    { a: 1, b: 2.5, c: true, d: false },
  ],
  ['${ { a = aws_iam_role.app["x"].arn } }', { a: '${aws_iam_role.app["x"].arn}' }],
  ['${["arn:${var.partition}:iam::*:role/${local.name}-*"]}', ['arn:${var.partition}:iam::*:role/${local.name}-*']],
  ['${["a$${b}", "say \\"x\\"\\n"]}', ['a${b}', 'say "x"\n']],
  [
    '${[var.prod ? "a" : "b", [for x in y : x], f(1, g...), -1, !a, a + b * c]}',
    ['${var.prod ? "a" : "b"}', '${[for x in y : x]}', '${f(1, g...)}', '${-1}', '${!a}', '${a + b * c}'],
  ],
  ['${{ (var.key) = 1 }}', { '${(var.key)}': 1 }],
  ['${jsonencode({ a = <<EOT\nx ${y}\nEOT\n})}', { a: '${<<EOT\nx ${y}\nEOT}' }],
  ['${{ a = , b = 2 }}', { a: '${}', b: 2 }],
  ['${{ a = ) }', undefined],
  ['${{ a = "unfinished', { a: 'unfinished' }],
  ['${var.policy}', undefined],
  ['{ "Version": "2012-10-17" }', undefined],
  ['x${["a"]}', undefined],
  ['plain', undefined],
])('%s', (template, expected) => {
  expect(jsonOf(read(template).node)).toEqual(expected);
});

test('every place is one of the document, through the escapes of its string', () => {
  const { text, node } = read(
    '${jsonencode({\n  Action = "iam:PassRole", Resource = [aws_iam_role.app.arn, "x-\\"${var.y}"] })}',
  );
  const written: string[] = [];
  const visit = (found: SyntaxNode) => {
    if (found.kind === 'scalar') written.push(text.slice(found.range.start, found.range.end));
    else if (found.kind === 'list') found.items.forEach(visit);
    else for (const { key, value } of found.entries) [key, value].forEach(visit);
  };
  visit(node!);
  expect(written).toEqual([
    'Action',
    '\\"iam:PassRole\\"',
    'Resource',
    'aws_iam_role.app.arn',
    '\\"x-\\\\\\"${var.y}\\"',
  ]);
});

test('what is written is read again as the same value', () => {
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Json>(
        null,
        true,
        1,
        2.5,
        '',
        'iam:PassRole',
        'say "x"\\\n\t',
        '${aws_iam_role.app.arn}',
        'a-${b["c"]}-"d"',
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('Effect', 'aws:Tag/x', 'for', 'a b', '1'), tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.array(value as fc.Arbitrary<Json>), items => {
      expect(jsonOf(read(`\${${writeHcl(items)}}`).node)).toEqual(items);
    }),
  );
});

/** Whether what is read of it, if anything, stands in the text. */
function isReadWithin(template: string): boolean {
  const { text, node } = read(template);
  if (node === undefined) return true;
  const { start, end } = node.range;
  return 0 <= start && start <= end && end <= text.length;
}

test('any text is read without an end of it', () => {
  const pieces = fc.constantFrom(
    ...'${ } { [ ( ) ] " \\ = : , ? a .b [0] * ... for # // /* \n <<E %{ $$ 1 - ! && jsonencode('.split(' '),
    ' ',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), words => {
      expect(isReadWithin(`\${[${words.join('')}`)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each([
  '{',
  '[',
  '(',
  '"',
  '"${',
  'a?b:',
  '!',
  'a.b',
  'f(',
  'a+',
  'a[',
  '<<A\n',
  'a={',
  '/*',
  '\\',
  'a = (',
  'a ) ',
  '%{',
  '$',
])('half a million of `%s` are read as well', piece => {
  expect(isReadWithin(`\${[${piece.repeat(500_000 / piece.length)}`)).toBe(true);
});
