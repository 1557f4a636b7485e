import type { SourceDocument } from '../../text/text';
import { problemList } from '../problems';
import type { SyntaxTree } from '../tree';
import { yamlComments } from './comments';
import { failed, readEvents } from './events';
import { mend } from './mend';
import { yamlTree } from './tree';

/** Reads YAML. What cannot be read is left out, with a problem at its place; the rest is as if the broken part were blank. */
export function parseYaml(document: SourceDocument): SyntaxTree {
  const problems = problemList();
  const reading = readEvents(document.text);
  const { text, events } = failed(reading)
    ? mend(document.text, reading, problems)
    : { text: document.text, ...reading };
  const roots = yamlTree(text, events, problems);
  const comments = yamlComments(text, events);
  return { document, language: 'yaml', root: roots[0], roots, comments, problems: problems.list };
}
