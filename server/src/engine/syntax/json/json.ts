import type { SourceDocument } from '../../text/text';
import type { SyntaxTree } from '../tree';
import { type JsonReading, readJson } from './tree';

/** Reads JSON, with comments and trailing commas. What is missing or too much is a problem at its place; the rest is kept. */
export function parseJson(document: SourceDocument): SyntaxTree {
  const { root, comments, problems } = readTolerantly(document.text);
  return { document, language: 'json', root, roots: root ? [root] : [], comments, problems };
}

/**
 * Brackets that do not pair leave open which of them is missing. The indentation tells, where it explains the text with no more
 * problems than the brackets alone.
 */
export function readTolerantly(text: string): JsonReading {
  const reading = readJson(text, 'brackets');
  if (!reading.unpaired) return reading;
  const indented = readJson(text, 'indentation');
  return indented.problems.length <= reading.problems.length ? indented : reading;
}
