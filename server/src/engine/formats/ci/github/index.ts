/** `.github/workflows/*.yml`: which templates the jobs of GitHub Actions deploy, and where. */
import type { DocumentFacts } from '../../../model/document-facts';
import { get, type SyntaxTree } from '../../../syntax/tree';
import type { Uri } from '../../../text/text';
import { folderOf } from '../../../text/uri';
import type { Format, Neighbours } from '../../format';
import { fileName } from '../../template-file';
import { deploysSomething } from '../deploys';
import { factsOf, type Gathered } from '../facts';
import { problemsOfShape } from './shape';
import { gatheredOf, workflowAt } from './workflow';

export const githubActions: Format = { name: 'settings', detect, lower };

const workflowName = /^(.*\/)\.github\/workflows\/[^/]+\.ya?ml$/i;

/** A workflow that deploys nothing to AWS is none of ours, unless it calls another that may. */
function detect({ document: { uri, text }, root, problems }: SyntaxTree): boolean {
  const deploys = () => deploysSomething(text) || text.includes('aws-cloudformation-github-deploy');
  if (!workflowName.test(uri)) return isAction(uri, root) && deploys();
  const isOther = root && problems.length === 0 && !get(root, 'jobs') && !get(root, 'on');
  return !isOther && (/\buses:\s*["']?\.\//.test(text) || deploys());
}

/** What an action deploys is told by who uses it, but what is wrong with it is to stand there. */
function isAction(uri: Uri, root: SyntaxTree['root']): boolean {
  return /\/action\.ya?ml$/i.test(uri) && get(get(root, 'runs'), 'steps') !== undefined;
}

const nothing: Gathered = { deploying: [], made: [], isCut: false };

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const root = workflowName.exec(tree.document.uri)?.[1] as Uri | undefined;
  const workflow = root && workflowAt(tree, root);
  const isOwn = workflow && !isCalledAlone(tree, neighbours);
  const strange = workflow ? problemsOfShape(workflow.place) : [];
  return factsOf(tree, isOwn ? gatheredOf(workflow, neighbours) : nothing, strange, neighbours);
}

/** Whether a workflow runs only when others call it, of which one is here: that one says with which inputs. */
function isCalledAlone({ document: { uri }, root }: SyntaxTree, neighbours: Neighbours): boolean {
  const on = get(root, 'on');
  const isAlone = on?.kind === 'map' ? on.entries.every(({ key }) => key.raw === 'workflow_call') : isWord(on);
  if (!isAlone) return false;
  const call = `./.github/workflows/${fileName(uri)}`;
  return neighbours
    .folder(folderOf(uri))
    .some(other => other !== uri && neighbours.source?.(other)?.text.includes(call));
}

function isWord(on: ReturnType<typeof get>): boolean {
  return on?.kind === 'scalar' && on.raw === 'workflow_call';
}
