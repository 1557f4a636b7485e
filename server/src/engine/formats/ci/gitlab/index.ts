/** `.gitlab-ci.yml`: which templates the jobs of GitLab CI deploy, and where. */
import type { DocumentFacts } from '../../../model/model';
import type { SyntaxTree } from '../../../syntax/tree';
import type { Format, Neighbours } from '../../format';
import { deploysSomething } from '../deploys';
import { factsOf } from '../facts';
import { pipelineIn } from './pipeline';
import { gatheredOf } from './run-job';

export const gitlabCi: Format = { name: 'settings', detect, lower };

/** A pipeline that deploys nothing to AWS is none of ours. One that includes files is, if nothing is wrong with it. */
function detect({ document: { uri, text }, root, problems }: SyntaxTree): boolean {
  if (!/\/\.gitlab-ci\.ya?ml$/i.test(uri) || (root && root.kind !== 'map')) return false;
  return deploysSomething(text) || (problems.length === 0 && /^include:/m.test(text));
}

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  return factsOf(tree, gatheredOf(pipelineIn(tree, neighbours), neighbours), neighbours);
}
