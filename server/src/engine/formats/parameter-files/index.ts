/** Files that give values to a template's parameters: of the command line, of CodePipeline and of Git sync. */
import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Claim } from '../../model/environment';
import type { Problem } from '../../model/problem';
import { literalOf, type Text } from '../../model/text';
import type { SyntaxTree } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import { folderOf, pathBeside } from '../../text/uri';
import { commentAllowances } from '../allow';
import { tagClaims } from '../claims';
import { declaredParameters } from '../cloudformation/declared-parameters';
import type { Format, Neighbours } from '../format';
import { byName } from '../given';
import { saying } from '../saying';
import { fileName, fileNamed, isMissing, isThere } from '../template-file';
import { problemsOfValues } from '../template-values';
import { isParameterFile, type ParameterFile, parameterFileIn } from './shapes';
import { whichTemplate } from './which-template';

export const parameterFiles: Format = { name: 'settings', detect: isParameterFile, lower };

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const file = parameterFileIn(tree);
  const allowances = commentAllowances(tree);
  const template = file && templateOf(file, tree.document.uri, neighbours);
  return saying(tree, 'settings', {
    deployments: file && template?.uri ? [deploymentOf(file, template.uri, tree.document.uri)] : [],
    allowed: allowances.allowed,
    problems: [...(file && template ? problemsOf(file, template, neighbours) : []), ...allowances.problems],
  });
}

/** The template that a file is for; without a uri where it names one that is not there. */
interface Meant {
  readonly uri?: Uri;
  readonly problems: readonly Problem[];
}

function templateOf({ template, parameters }: ParameterFile, from: Uri, neighbours: Neighbours): Meant | undefined {
  if (template) return namedTemplate(template, from, neighbours);
  const names = [...new Set(parameters.map(({ name }) => name))];
  const uri = whichTemplate(from, names, neighbours);
  return uri && { uri, problems: [] };
}

/** The path is one from the repository's root, which is the outermost folder from where it leads to something. */
function namedTemplate(said: Text, from: Uri, neighbours: Neighbours): Meant {
  const path = literalOf(said)!.trim().replace(/^\/+/, '');
  const candidates = foldersAbove(from).flatMap(folder => fileNamed(folder, path) ?? []);
  const found = candidates.filter(uri => isThere(uri, neighbours)).at(-1);
  if (found) return { uri: found, problems: [] };
  const isSure = candidates.some(uri => isMissing(uri, from, neighbours));
  const message = `there is no template \`${path}\``;
  return { problems: isSure ? [{ message, severity: 'warning', at: said.at }] : [] };
}

/** More folders than this above a file are no repository's. */
const MAX_FOLDERS = 16;

/** The file's folder first. */
function foldersAbove(file: Uri): readonly Uri[] {
  const folders: Uri[] = [];
  let folder = folderOf(file);
  while (folders.length < MAX_FOLDERS && !folders.includes(folder) && !folder.endsWith('://')) {
    folders.push(folder);
    folder = folderOf(folder.slice(0, -1) as Uri);
  }
  return folders;
}

function deploymentOf(file: ParameterFile, document: Uri, from: Uri): Deployment {
  return {
    id: 'parameters',
    document,
    claims: [...tagClaims(byName(file.tags), 'stack-tag'), nameClaim(file, document, from)],
    parameters: byName(file.parameters),
    at: file.at,
  };
}

/** What the file is called where it stands, seen from its template: `params/orders.prod`. */
function nameClaim({ at }: ParameterFile, template: Uri, from: Uri): Claim {
  const path = pathBeside(sharedFolder(template, from), from) ?? fileName(from);
  return { source: 'deployment', text: { parts: [path.replace(/\.[a-z]+$/i, '')], at } };
}

function sharedFolder(a: Uri, b: Uri): Uri {
  let folder = folderOf(a);
  while (folder !== '' && !b.startsWith(folder)) folder = folderOf(folder.slice(0, -1) as Uri);
  return folder;
}

function problemsOf(file: ParameterFile, { uri, problems }: Meant, neighbours: Neighbours): readonly Problem[] {
  const declared = uri && declaredParameters(uri, neighbours);
  return declared ? [...problems, ...problemsOfValues(file.parameters, declared, fileName(uri))] : problems;
}
