/** `.gitlab-ci.yml`: which templates the jobs of GitLab CI deploy, and where. */
import type { DocumentFacts } from '../../../model/document-facts';
import { get, type SyntaxTree } from '../../../syntax/tree';
import type { Uri } from '../../../text/text';
import type { Format, Neighbours } from '../../format';
import { deploysSomething } from '../deploys';
import { factsOf, type Gathered } from '../facts';
import { pipelineIn } from './pipeline';
import { gatheredOf } from './run-job';
import { problemsOfShape } from './shape';

export const gitlabCi: Format = { name: 'settings', detect, lower };

/**
 * A pipeline that deploys nothing to AWS is none of ours, unless it includes or starts others that may. What it includes has any name:
 * that it deploys is told by who includes it, but what is wrong with it is to stand there.
 */
function detect(tree: SyntaxTree): boolean {
  const { uri, text } = tree.document;
  if (isFirst(uri)) return deploysSomething(text) || /\binclude:/.test(text);
  return text.includes('script:') && /\.ya?ml$/i.test(uri) && hasJob(tree) && deploysSomething(text);
}

function isFirst(uri: Uri): boolean {
  return /\/\.gitlab-ci\.ya?ml$/i.test(uri);
}

function hasJob({ roots }: SyntaxTree): boolean {
  const root = roots.at(-1);
  const commands = root?.kind === 'map' ? root.entries.map(({ value }) => get(value, 'script')) : [];
  return commands.some(script => script && script.kind !== 'map');
}

const nothing: Gathered = { deploying: [], made: [], isCut: false };

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  if (!isFirst(tree.document.uri)) return factsOf(tree, nothing, [], neighbours);
  const pipeline = pipelineIn({ tree, given: new Map() }, neighbours);
  const strange = problemsOfShape(pipeline, tree.document.uri);
  return factsOf(tree, gatheredOf(pipeline, neighbours), strange, neighbours);
}
