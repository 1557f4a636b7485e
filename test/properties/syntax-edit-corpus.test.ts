import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StructuralEdit } from '../../server/src/engine/syntax/structural-edit';
import type { SyntaxNode } from '../../server/src/engine/syntax/tree';
import { at, edited, json, nodesOf, problems, valueIn, yaml } from '../engine/syntax/trees';

const corpus = join(import.meta.dirname, '../../../shared/corpus/cloudformation');
const added = { Effect: 'Deny', Action: ['iam:*'], Resource: '*' };

test.skipIf(!existsSync(corpus))('edits of real templates keep every comment and read without a new problem', () => {
  let made = 0;
  for (const [i, name] of readdirSync(corpus).entries()) {
    if (i % 5 !== 0) continue;
    const text = readFileSync(join(corpus, name), 'utf8');
    const read = name.endsWith('.json') ? json : yaml;
    const tree = read(text);
    const nodes = [...nodesOf(tree.root!)].filter(({ path }) => path.length > 0);
    for (let n = i % 7; n < nodes.length; n += Math.ceil(nodes.length / 12)) {
      const { node, path } = nodes[n]!;
      for (const edit of editsOf(node, path)) {
        const after = edited(tree, edit);
        expect(after, `${name} ${JSON.stringify(edit)}`).toBeDefined();
        made++;
        const now = read(after!);
        const lost =
          edit.kind === 'remove' || edit.kind === 'replace'
            ? []
            : tree.comments.filter(({ text: said }) => !now.comments.some(each => each.text === said));
        expect(
          { problems: problems(now).slice(tree.problems.length), lost },
          `${name} ${JSON.stringify(edit)}`,
        ).toEqual({ problems: [], lost: [] });
        expect(valueIn(now.root), `${name} ${JSON.stringify(edit)}`).not.toEqual(valueIn(tree.root));
      }
    }
  }
  expect(made).toBeGreaterThan(1000);
});

function editsOf(node: SyntaxNode, path: (string | number)[]): StructuralEdit[] {
  const edits: StructuralEdit[] = [
    { kind: 'replace', at: at(path), value: added },
    { kind: 'remove', at: at(path) },
    { kind: 'append', to: at(path), value: added },
  ];
  if (node.kind === 'map') edits.push({ kind: 'insert', into: at(path), key: 'Added', value: added });
  if (typeof path.at(-1) === 'number') edits.push({ kind: 'insert-after', at: at(path), value: added });
  return edits;
}
