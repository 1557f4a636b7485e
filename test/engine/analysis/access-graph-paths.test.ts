/** Ways through a graph that is written out. */
import { describe, expect, test } from 'vitest';
import { pathIn, reachedFrom, reaching, type Step } from '../../../server/src/engine/analysis/access-graph/paths/paths';

const edges = (...written: readonly string[]): readonly Step[] =>
  written.map(line => {
    const [from, how, to, open] = line.split(' ') as [string, string, string, string?];
    return { from, to, how, certain: open === undefined };
  });
const graph = (...written: readonly string[]) => {
  const all = edges(...written);
  return {
    from: (id: string) => all.filter(({ from }) => from === id),
    to: (id: string) => all.filter(({ to }) => to === id),
  };
};
const words = (path: readonly Step[] | undefined) => path?.map(({ from, to }) => `${from}-${to}`).join(' ');

const company = graph(
  'dev passes task',
  'dev reads logs',
  'task reads orders',
  'task runs-as nobody maybe',
  'orders reads beyond',
  'dev assumes lead maybe',
  'lead writes orders',
  'ci changes-code fn',
  'fn runs-as task',
  'dev reads fn',
);

describe('the shortest path', () => {
  test.each([
    ['becomes and then touches', 'dev', 'orders', false, 'dev-task task-orders'],
    ['does not go on from what it touches', 'dev', 'beyond', false, undefined],
    ['leaves possible edges out', 'dev', 'lead', false, undefined],
    ['takes them when asked to', 'dev', 'lead', true, 'dev-lead'],
    ['goes by compute', 'ci', 'orders', false, 'ci-fn fn-task task-orders'],
    ['to where it begins is none', 'dev', 'dev', true, undefined],
  ])('%s', (_, from, to, possible, path) => {
    expect(words(pathIn(reachedFrom(company, from, { possible }), to))).toBe(path);
  });

  test('the first of equally short ones, certain before possible', () => {
    const ways = graph('a assumes c maybe', 'a assumes b', 'c reads x', 'b reads x');
    expect(words(pathIn(reachedFrom(ways, 'a', { possible: true }), 'x'))).toBe('a-b b-x');
  });

  test('ends in circles', () => {
    expect([...reachedFrom(graph('a assumes b', 'b assumes a'), 'a').keys()]).toEqual(['b']);
  });
});

test('a blast radius has all that is reached, by the edge by which it is become', () => {
  const reached = reachedFrom(graph('a reads fn', 'a assumes b', 'b changes-code fn', 'fn runs-as r'), 'a');
  expect([...reached.keys()].sort()).toEqual(['b', 'fn', 'r']);
  expect(words(pathIn(reached, 'r'))).toBe('a-b b-fn fn-r');
});

test('who reaches it', () => {
  expect([...reaching(company, 'orders').keys()]).toEqual(['task', 'lead', 'dev', 'fn', 'ci']);
  expect([...reaching(company, 'beyond').keys()]).toEqual(['orders']);
  expect([...reaching(graph('a reads b', 'b reads c', 'd assumes b'), 'c').keys()]).toEqual(['b', 'd']);
});
