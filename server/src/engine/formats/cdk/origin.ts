import { get, rootPointer, type SyntaxTree } from '../../syntax/tree';
import type { SourcePointer, Uri } from '../../text/text';
import { folderOf, resolveUri } from '../../text/uri';
import type { Neighbours } from '../format';
import type { Traced } from '../origin';
import { child, children, items, type Place } from '../place';
import { statementAround } from '../policy/statement-around';
import { metadataOf, ofType } from './metadata';
import { stackOf } from './stacks';
import { isGathered, tracesOf } from './traces';
import { wordAt } from './words';

/** Where the construct was made of which a template's resource is. */
export function originInTemplate(tree: SyntaxTree, at: SourcePointer, neighbours: Neighbours): Traced | undefined {
  const [section, label, , property] = at.path;
  if (section !== 'Resources' || typeof label !== 'string') return undefined;
  const { uri } = tree.document;
  const metadata = metadataOfTemplate(uri, neighbours);
  const construct = metadata && (pathIn(tree, label) ?? pathOfId(metadata, label, fileName(uri)));
  if (!metadata || construct === undefined) return undefined;
  const statement = statementAround(tree, at);
  return {
    kind: 'traced',
    traces: tracesOf(metadata, construct, typeof property === 'string' ? property : undefined),
    gathered: isGathered(construct),
    ...(statement ? { statement } : {}),
    app: appOf(uri, neighbours),
  };
}

/** Where the stack was made of which a manifest's artifact is. */
export function originInManifest(tree: SyntaxTree, at: SourcePointer, neighbours: Neighbours): Traced | undefined {
  const [section, id] = at.path;
  const artifacts = section === 'artifacts' ? rootOf(tree, 'artifacts') : undefined;
  const artifact = artifacts && typeof id === 'string' ? child(artifacts, id) : undefined;
  const metadata = artifact && metadataOf(artifact, neighbours);
  const path = artifact && wordAt(artifact, 'displayName')?.word.replace(/ \(.*\)$/, '');
  if (!metadata || path === undefined) return undefined;
  const app = appOf(tree.document.uri, neighbours);
  return { kind: 'traced', traces: tracesOf(metadata, path, undefined), gathered: false, app };
}

function metadataOfTemplate(template: Uri, neighbours: Neighbours): Place | undefined {
  const manifest = neighbours.tree(resolveUri(template, 'manifest.json'));
  const artifacts = manifest && rootOf(manifest, 'artifacts');
  const artifact = artifacts && stackOf(template, artifacts, neighbours);
  return artifact && metadataOf(artifact, neighbours);
}

function rootOf(tree: SyntaxTree, key: string): Place | undefined {
  return tree.root && child({ node: tree.root, at: rootPointer(tree) }, key);
}

function pathIn({ root }: SyntaxTree, label: string): string | undefined {
  const path = get(get(get(get(root, 'Resources'), label), 'Metadata'), 'aws:cdk:path');
  return path?.kind === 'scalar' ? path.raw : undefined;
}

/** An app that runs without the CDK's command line writes no paths. Nested stacks may use the same ids: their templates tell. */
function pathOfId(metadata: Place, label: string, template: string): string | undefined {
  const noted = children(metadata).map(({ key, place }) => ({ path: key.slice(1), entries: items(place) }));
  const templates = new Map(
    noted.flatMap(({ path, entries }) => {
      const file = ofType(entries, 'aws:cdk:templateFile').map(entry => wordAt(entry, 'data')?.word);
      return file[0] === undefined ? [] : [[path, file[0]] as const];
    }),
  );
  const found = noted.find(
    ({ path, entries }) =>
      ofType(entries, 'aws:cdk:logicalId').some(entry => wordAt(entry, 'data')?.word === label) &&
      [undefined, template].includes(templateAround(path, templates)),
  );
  return found?.path;
}

/** The template of the nearest stack that holds a construct. */
function templateAround(path: string, templates: ReadonlyMap<string, string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const file = templates.get(path.slice(0, end));
    if (file !== undefined) return file;
  }
  return undefined;
}

/** More folders than an assembly lies below its app. */
const LEVELS = 6;

/** The folder with `cdk.json`, or else the one that holds the outermost assembly. */
function appOf(document: Uri, neighbours: Neighbours): Uri {
  let folder = folderOf(document);
  for (let level = 0; level < LEVELS; level++) {
    if (neighbours.tree(resolveUri(folder, 'cdk.json'))) return folder;
    folder = above(folder);
  }
  return outermost(document);
}

function outermost(document: Uri): Uri {
  let folder = folderOf(document);
  while (fileName(folder.slice(0, -1)).startsWith('assembly-')) folder = above(folder);
  return above(folder);
}

/** Of a folder with its closing `/`, the one that holds it. */
function above(folder: Uri): Uri {
  return folderOf(resolveUri(folder, '../x'));
}

function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
