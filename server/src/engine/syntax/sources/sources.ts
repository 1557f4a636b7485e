import type { SourceDocument, Uri } from '../../text/text';
import type { SyntaxTree } from '../tree';
import { parseBlocks } from './blocks';
import { parseLines } from './lines';

/** Languages of which only lines are known, by the names of files: those in which people write CDK apps. */
const programs = /\.(?:[cm]?[jt]sx?|py)$/i;
const terraform = /\.tf$/i;

/** Whether a file, by its name, is source of which generated documents are made: it says nothing by itself. */
export function isSource(uri: Uri): boolean {
  return programs.test(uri) || terraform.test(uri);
}

export function parseSource(document: SourceDocument): SyntaxTree {
  return terraform.test(document.uri) ? parseBlocks(document) : parseLines(document);
}
