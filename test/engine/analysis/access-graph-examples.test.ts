/** The blast radius of principals of the examples, counted by hand from the templates. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reachedFrom } from '../../../server/src/engine/analysis/access-graph/paths/paths';
import { calledIn, graphOf } from '../../support/access-graph';

const folder = new URL('../../../examples/orders/stacks/', import.meta.url);
const graph = graphOf(
  Object.fromEntries(readdirSync(folder).map(name => [`stacks/${name}`, readFileSync(new URL(name, folder), 'utf8')])),
);

function reach(label: string, possible: boolean): readonly string[] {
  const node = [...graph.nodes.values()].find(({ resource }) => resource?.label === label)!;
  return [...reachedFrom(graph, node.id, { possible }).keys()].map(id => calledIn(graph, id)).sort();
}

test("a developer's", () => {
  // The code of the function of its own stack, and so the role that this acts with.
  expect(reach('DeveloperRole', false)).toEqual(['BranchFunction', 'BranchRole']);
  // That of production's function too, if the two stacks are in one account.
  expect(reach('DeveloperRole', true)).toEqual([
    ...['BranchFunction', 'BranchRole', 'OrdersFunction', 'OrdersRole', 'OrdersTable'],
  ]);
});

test("production's", () => {
  expect(reach('OrdersFunction', true)).toEqual(['OrdersRole', 'OrdersTable']);
});

test('who administers a stack of which nobody knows the account may reach all others', () => {
  const certain = reach('TeamLeadRole', false);
  expect(certain).toEqual(['administrator']);
  expect(reach('TeamLeadRole', true)).toContain('OrdersTable');
});
