import { expect, test } from 'vitest';
import { applyEdits, below, type SourcePointer, type Uri, within } from '../../../server/src/engine/text/text';

const root: SourcePointer = { uri: 'file:///a' as Uri, path: ['a'], part: 'key' };

test('edits apply in any order, and those at one place in the order given', () => {
  const insert = (at: number, text: string) => ({ range: { start: at, end: at }, text });
  expect(
    applyEdits('abc', [insert(3, 'd'), { range: { start: 1, end: 2 }, text: 'B' }, insert(0, '1'), insert(0, '2')]),
  ).toBe('12aBcd');
});

test('edits that overlap are a mistake', () => {
  const edits = [
    { range: { start: 0, end: 2 }, text: '' },
    { range: { start: 1, end: 3 }, text: '' },
  ];
  expect(() => applyEdits('abc', edits)).toThrow(RangeError);
});

test('a place is within itself and what stands above it', () => {
  const child = below(root, 'b', 0);
  expect(child).toEqual({ uri: root.uri, path: ['a', 'b', 0], part: 'value' });
  expect([within(child, root), within(root, root), within(root, child)]).toEqual([true, true, false]);
});
