/** `.gitlab-ci.yml`: which templates the jobs of GitLab CI deploy, and where. */
import type { DocumentFacts } from '../../../model/model';
import type { SyntaxTree } from '../../../syntax/tree';
import type { Format, Neighbours } from '../../format';
import { deploysSomething } from '../deploys';
import { factsOf } from '../facts';
import { pipelineIn } from './pipeline';
import { gatheredOf } from './run-job';
import { problemsOfShape } from './shape';

export const gitlabCi: Format = { name: 'settings', detect, lower };

/** A pipeline that deploys nothing to AWS is none of ours, unless it includes or starts others that may. */
function detect({ document: { uri, text } }: SyntaxTree): boolean {
  return /\/\.gitlab-ci\.ya?ml$/i.test(uri) && (deploysSomething(text) || /\binclude:/.test(text));
}

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const pipeline = pipelineIn(tree, neighbours);
  const strange = problemsOfShape(pipeline, tree.document.uri);
  return factsOf(tree, gatheredOf(pipeline, neighbours), strange, neighbours);
}
