import type { Text } from '../../model/text';
import { rootPointer, type SyntaxNode, type SyntaxTree } from '../../syntax/tree';
import { part, type SourcePointer } from '../../text/text';
import { type Given, givenAt } from '../given';
import { child, type Place } from '../place';

/** What a file gives to a template that is deployed with it. */
export interface ParameterFile {
  readonly parameters: readonly Given[];
  readonly tags: readonly Given[];
  /** The template that it is for, by its path from the repository's root. */
  readonly template?: Text;
  /** The line to point at for the file as a whole. */
  readonly at: SourcePointer;
}

/** The keys of a CodePipeline template configuration, and no others: `Parameters` alone may be anything's. */
const configurationKeys: ReadonlySet<string> = new Set(['Parameters', 'Tags', 'StackPolicy']);

/**
 * Of three shapes: `[{ ParameterKey, ParameterValue }]` of the command line; `{ Parameters, Tags, StackPolicy }` of CodePipeline
 * ("Template configuration file" in the CloudFormation user guide); `{ template-file-path, parameters, tags }` of Git sync (also written with capitals). Undefined
 * for what has none of them.
 */
export function parameterFileIn(tree: SyntaxTree): ParameterFile | undefined {
  const root = tree.root && { node: tree.root, at: rootPointer(tree) };
  if (!root) return undefined;
  if (isPairs(root.node)) return { parameters: givenAt(root, tree).given, tags: [], at: firstOf(root) };
  if (isConfiguration(root.node)) return given(root, tree, 'Parameters', 'Tags');
  const path = child(root, 'template-file-path');
  if (path?.node.kind !== 'scalar') return undefined;
  const template = { parts: [path.node.raw], at: path.at };
  const isCapital = child(root, 'Parameters') !== undefined || child(root, 'Tags') !== undefined;
  const read = isCapital ? given(root, tree, 'Parameters', 'Tags') : given(root, tree, 'parameters', 'tags');
  return { ...read, template, at: path.at };
}

export function isParameterFile({ root }: SyntaxTree): boolean {
  if (!root) return false;
  const isGitSync = root.kind === 'map' && root.entries.some(({ key }) => key.raw === 'template-file-path');
  return isGitSync || isPairs(root) || isConfiguration(root);
}

function given(root: Place, tree: SyntaxTree, parameters: string, tags: string): ParameterFile {
  const values = child(root, parameters);
  const first = values ?? child(root, tags);
  return {
    parameters: givenAt(values, tree).given,
    tags: givenAt(child(root, tags), tree).given,
    at: first ? part(first.at, 'key') : root.at,
  };
}

function firstOf({ node, at }: Place): SourcePointer {
  return node.kind === 'list' && node.items.length > 0 ? { ...at, path: [...at.path, 0] } : at;
}

/** The first item tells. */
function isPairs(node: SyntaxNode): boolean {
  const [first] = node.kind === 'list' ? node.items : [];
  if (first?.kind !== 'map') return false;
  const keys = new Set(first.entries.map(({ key }) => key.raw));
  return keys.has('ParameterKey') && (keys.has('ParameterValue') || keys.has('UsePreviousValue'));
}

/** A template's `Parameters` are maps, these are texts. */
function isConfiguration(node: SyntaxNode): boolean {
  if (node.kind !== 'map' || node.entries.length === 0) return false;
  if (!node.entries.every(({ key }) => configurationKeys.has(key.raw))) return false;
  return node.entries.some(({ key, value }) => key.raw !== 'StackPolicy' && isTexts(value));
}

function isTexts(node: SyntaxNode): boolean {
  if (isPairs(node)) return true;
  return node.kind === 'map' && node.entries.length > 0 && node.entries.every(({ value }) => value.kind === 'scalar');
}
