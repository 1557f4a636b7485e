import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/engine/syntax/parse';
import { rangeOf } from '../../../server/src/engine/syntax/pointer';
import type { SourcePointer, Uri } from '../../../server/src/engine/text/text';

/** What a path names in a text of this name. */
function named(name: string, text: string, path: (string | number)[], part: SourcePointer['part'] = 'value'): string {
  const uri = `file:///app/${name}` as Uri;
  const { start, end } = rangeOf(parse({ uri, text }), { uri, path, part });
  return text.slice(start, end);
}

describe('a program', () => {
  const text = 'class A {\r\n\tmake() {\n    new B(this);  \r\n  }\n\n}';

  it.each([
    [0, 'class A {'],
    [1, 'make() {'],
    [2, 'new B(this);'],
    [5, '}'],
  ])('is a list of lines: %s', (line, expected) => {
    for (const name of ['a.ts', 'a.mjs', 'a.py', 'a.tsx']) expect(named(name, text, [line])).toBe(expected);
  });

  it('has as many lines as an editor counts', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\t') }), written => {
        const { root } = parse({ uri: 'file:///a.ts' as Uri, text: written });
        expect(root?.kind === 'list' && root.items.length).toBe(written.split(/\r\n|\r|\n/).length);
      }),
    );
  });
});

describe('a Terraform file', () => {
  const text = [
    'resource "aws_iam_role" "ci" {',
    '  name = "ci"',
    '  inline_policy {',
    '    name = "{"',
    '  }',
    '}',
    'resource "aws_iam_user" "one" { name = "one" }',
    'data "aws_iam_policy_document" "pass" {',
    '  statement { actions = ["a"] }',
    '}',
    '# resource "aws_iam_role" "old" {',
    '  module   "ci" {',
    '    source = "./ci"',
    '  }',
    'locals {',
    '}',
  ].join('\n');

  it.each([
    ['aws_iam_role.ci', 'resource "aws_iam_role" "ci"'],
    ['aws_iam_user.one', 'resource "aws_iam_user" "one"'],
    ['data.aws_iam_policy_document.pass', 'data "aws_iam_policy_document" "pass"'],
    ['module.ci', 'module   "ci"'],
    ['locals', 'locals'],
  ])('is a map of blocks: %s', (address, header) => {
    expect(named('main.tf', text, [address], 'key')).toBe(header);
  });

  it('knows the lines of a block', () => {
    expect(named('main.tf', text, ['aws_iam_role.ci', 1])).toBe('name = "ci"');
    expect(named('main.tf', text, ['aws_iam_user.one', 0])).toBe('resource "aws_iam_user" "one" { name = "one" }');
    expect(named('main.tf', text.replaceAll('\n', '\r\n'), ['data.aws_iam_policy_document.pass', 1])).toBe(
      'statement { actions = ["a"] }',
    );
  });

  it('has only outermost blocks, and none that is commented out', () => {
    const { root } = parse({ uri: 'file:///main.tf' as Uri, text });
    expect(root?.kind === 'map' && root.entries.map(({ key }) => key.raw)).toEqual([
      'aws_iam_role.ci',
      'aws_iam_user.one',
      'data.aws_iam_policy_document.pass',
      'module.ci',
      'locals',
    ]);
  });

  it('is read to its end however it is cut', () => {
    for (let end = 0; end <= text.length; end++) {
      const { root } = parse({ uri: 'file:///main.tf' as Uri, text: text.slice(0, end) });
      expect(root?.range).toEqual({ start: 0, end });
    }
  });
});
