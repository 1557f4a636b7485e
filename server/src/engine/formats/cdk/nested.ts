/** Templates of nested stacks: files beside those of their stacks, which `cdk deploy` uploads. */
import { get, rootPointer, type SyntaxNode, type SyntaxTree } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import { resolveUri } from '../../text/uri';
import type { Neighbours } from '../format';
import { child } from '../place';
import { stackOf } from './stacks';
import { wordAt } from './words';

const NESTED = 'AWS::CloudFormation::Stack';

/** The templates that a stack's list of assets names, by the hash under which they are found; undefined where there is no list. */
export function listedTemplates(template: Uri, neighbours: Neighbours): ReadonlyMap<string, string> | undefined {
  const assets = neighbours.tree(template.replace(/\.template\.json$/, '.assets.json') as Uri);
  const files = get(assets?.root, 'files');
  if (files?.kind !== 'map') return undefined;
  return new Map(
    files.entries.flatMap(({ key, value }) => {
      const path = get(get(value, 'source'), 'path');
      return path?.kind === 'scalar' && path.raw.endsWith('.nested.template.json') ? [[key.raw, path.raw]] : [];
    }),
  );
}

/** The same for a template as it is read: it is asked for where the CDK has not noted the files in the template itself. */
export function templatesUploadedFor(tree: SyntaxTree, neighbours: Neighbours): ReadonlyMap<string, string> {
  const { uri } = tree.document;
  if (nestedIn(tree).every(({ path }) => path !== undefined)) return new Map();
  return listedTemplates(uri, neighbours) ?? listedTemplates(templateOfStack(uri, neighbours), neighbours) ?? new Map();
}

/** The template of the whole stack that a nested one belongs to, whose list of assets holds those of all. */
function templateOfStack(nested: Uri, neighbours: Neighbours): Uri {
  const manifest = neighbours.tree(resolveUri(nested, 'manifest.json'));
  const artifacts = manifest?.root && child({ node: manifest.root, at: rootPointer(manifest) }, 'artifacts');
  const stack = artifacts && stackOf(nested, artifacts, neighbours);
  const file = stack && wordAt(stack, 'properties', 'templateFile');
  return file ? resolveUri(nested, file.word) : nested;
}

/** The files that the CDK has noted of the nested stacks in a template. */
export function notedTemplates(tree: SyntaxTree): readonly string[] {
  return nestedIn(tree).flatMap(({ path }) => path ?? []);
}

function nestedIn({ document, root }: SyntaxTree): readonly { readonly path: string | undefined }[] {
  if (!document.text.includes(NESTED)) return [];
  const resources = get(root, 'Resources');
  const entries = resources?.kind === 'map' ? resources.entries : [];
  return entries
    .filter(({ value }) => rawOf(get(value, 'Type')) === NESTED)
    .map(({ value }) => ({
      path: rawOf(get(get(value, 'Metadata'), 'aws:asset:path')),
    }));
}

function rawOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.raw : undefined;
}
