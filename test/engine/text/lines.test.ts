import { expect, test } from 'vitest';
import { columnOf, indentation, lineEnd, lineStart } from '../../../server/src/engine/text/line';
import { lineIndex } from '../../../server/src/engine/text/lines';

test('offsets and positions agree over every kind of line end, in UTF-16 units', () => {
  const text = 'a😀\r\n\rb\nc';
  const index = lineIndex(text);
  expect(index.lineCount).toBe(4);
  expect(index.position(3)).toEqual({ line: 0, character: 3 });
  expect(index.position(6)).toEqual({ line: 2, character: 0 });
  for (let offset = 0; offset <= text.length; offset++) {
    const position = index.position(offset);
    if (text[offset] !== '\n') expect(index.offset(position)).toBe(offset);
  }
});

test('what lies beyond the text or a line is brought back to its end', () => {
  const index = lineIndex('ab\r\nc');
  expect(index.position(99)).toEqual({ line: 1, character: 1 });
  expect(index.offset({ line: 0, character: 99 })).toBe(2);
  expect(index.offset({ line: 9, character: 0 })).toBe(5);
});

test('the line of an offset', () => {
  const text = '\uFEFF a\r\n\tb';
  expect([lineStart(text, 2), lineEnd(text, 2), columnOf(text, 2)]).toEqual([1, 3, 1]);
  expect([lineStart(text, 6), indentation(text, 6)]).toEqual([5, '\t']);
});
