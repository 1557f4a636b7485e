import { rootPointer, type SyntaxTree } from '../../syntax/tree';
import type { SourceDocument, Uri } from '../../text/text';
import type { Neighbours } from '../format';
import { child, children, type Place } from '../place';

/** What may be given for a parameter of a template. */
export interface DeclaredParameter {
  /** Absent: anything, or nobody knows. */
  readonly allowed?: readonly string[];
  /** Each item, between commas, is one of the allowed ones. */
  readonly isList: boolean;
}

export interface DeclaredParameters {
  readonly byName: ReadonlyMap<string, DeclaredParameter>;
  /** Nothing of the text is unread, so that a name that is not here is in the template neither. */
  readonly isWhole: boolean;
}

/** Many files may give parameters to one template: it is read for the first that asks. */
const remembered = new WeakMap<SourceDocument, DeclaredParameters | null>();

/** The parameters of the template at `uri`; undefined when there is no document, or none that looks like a template. */
export function declaredParameters(uri: Uri, neighbours: Neighbours): DeclaredParameters | undefined {
  const source = neighbours.source?.(uri);
  const known = source && remembered.get(source);
  if (known !== undefined) return known ?? undefined;
  const tree = neighbours.tree(uri);
  if (!tree) return undefined;
  const found = readDeclared(tree);
  remembered.set(tree.document, found ?? null);
  return found;
}

function readDeclared(tree: SyntaxTree): DeclaredParameters | undefined {
  const root = tree.root && { node: tree.root, at: rootPointer(tree) };
  if (!root || !['AWSTemplateFormatVersion', 'Resources', 'Transform'].some(key => child(root, key))) return undefined;
  const parameters = child(root, 'Parameters');
  const all = parameters ? children(parameters) : [];
  return {
    byName: new Map(all.map(({ key, place }) => [key, declaredAt(place)])),
    isWhole: tree.problems.every(({ severity }) => severity === 'warning'),
  };
}

function declaredAt(place: Place): DeclaredParameter {
  const type = wordAt(place, 'Type') ?? 'String';
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  const allowed = child(place, 'AllowedValues')?.node;
  const isName = type.startsWith('AWS::SSM::Parameter::');
  if (isName || allowed?.kind !== 'list' || allowed.items.length === 0) return { isList };
  const words = allowed.items.flatMap(item => (item.kind === 'scalar' && item.value !== null ? [item.raw] : []));
  return words.length < allowed.items.length ? { isList } : { isList, allowed: words };
}

function wordAt(place: Place, key: string): string | undefined {
  const found = child(place, key)?.node;
  return found?.kind === 'scalar' ? found.raw : undefined;
}
