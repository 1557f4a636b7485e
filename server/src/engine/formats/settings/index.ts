/** `bulkhead.yaml`: what a project says about its accounts and environments itself. */
import type { DocumentFacts } from '../../model/document-facts';
import type { Problem } from '../../model/problem';
import { rootPointer, type ScalarNode, type SyntaxNode, type SyntaxTree } from '../../syntax/tree';
import { below, part, type Uri } from '../../text/text';
import { folderOf, pathBeside } from '../../text/uri';
import { commentAllowances } from '../allow';
import type { Format, Neighbours } from '../format';
import { children, type Place } from '../place';
import { saying } from '../saying';
import { readAccounts } from './accounts';
import { readAllowances } from './allowances';
import { readDeployments, readSeparate } from './deployments';
import { accountNamesIn, environmentWords, readEnvironments } from './environments';
import { nearest } from './nearest';
import { readPrincipals } from './principals';
import { type Reader, reader } from './reader';
import { readInvariants, readSeverities } from './rules';
import { settingsShape } from './settings-shape';

export const settings: Format = { name: 'settings', detect, lower };

/** Whether a document of this name holds settings, if what it says looks like them. */
export function isSettingsName(uri: string): boolean {
  return /\/\.?bulkhead\.(?:ya?ml|json)$/.test(uri);
}

/** Others' files may be called so too: a map is one of ours when it has a key of ours, or one that is nearly so. */
function detect({ root, document }: SyntaxTree): boolean {
  if (!isSettingsName(document.uri)) return false;
  if (root?.kind !== 'map' || root.entries.length === 0) return true;
  const keys = Object.keys(settingsShape.fields);
  return root.entries.some(({ key }) => nearest(key.raw, keys) !== undefined);
}

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const read = reader();
  const place = { node: tree.root ?? nothing, at: rootPointer(tree) };
  const content = readSettings(place, tree, neighbours, read);
  const comments = commentAllowances(tree);
  return saying(tree, 'settings', {
    resources: content?.resources ?? [],
    accounts: (content?.settings.accounts ?? []).map(({ id, at }) => ({ id, at })),
    allowed: [...comments.allowed, ...(content?.allowed ?? [])],
    ...(content ? { settings: content.settings } : {}),
    problems: [...read.problems, ...comments.problems, ...outdoneIn(tree, neighbours)],
  });
}

/** Two files of one folder are both read; in which order, nobody who changes one of them would guess. */
function outdoneIn(tree: SyntaxTree, neighbours: Neighbours): readonly Problem[] {
  const { uri } = tree.document;
  const isFirst = (other: Uri) => other.length < uri.length || (other.length === uri.length && other < uri);
  const first = neighbours
    .folder(folderOf(uri))
    .filter(other => isSettingsName(other) && isFirst(other))
    .find(other => {
      const beside = neighbours.tree(other);
      return beside !== undefined && detect(beside);
    });
  if (!first) return [];
  const message = `\`${pathBeside(first, first)}\` beside this file wins where both say something: one file is to say it all`;
  const root = rootPointer(tree);
  const line = tree.root?.kind === 'map' ? tree.root.entries[0]?.key.raw : undefined;
  return [{ message, severity: 'warning', at: line === undefined ? root : part(below(root, line), 'key') }];
}

const nothing: ScalarNode = { kind: 'scalar', range: { start: 0, end: 0 }, value: null, raw: '', style: 'plain' };

type Content = Required<Pick<DocumentFacts, 'settings' | 'allowed' | 'resources'>>;

function readSettings(place: Place, tree: SyntaxTree, neighbours: Neighbours, read: Reader): Content | undefined {
  if (isEmpty(place.node)) {
    const remedies = [{ do: 'add', at: place.at, key: 'version', value: 1 }] as const;
    read.report(place.at, 'this file says nothing; it begins with `version: 1`', { severity: 'warning', remedies });
    return undefined;
  }
  const fields = read.fields(place, settingsShape);
  if (!fields) return undefined;
  readVersion(fields.version, place, read);
  const environments = readEnvironments(fields.environments, read);
  const words = environmentWords(environments);
  const accounts = readAccounts(fields.accounts, words, read);
  const separate = readSeparate(fields.separate, words, read);
  const accountNames = accountNamesIn(fields.accounts);
  const deployments = readDeployments(fields.deployments, accountNames, words, read);
  const around = { accounts, accountNames, environments: words, tree, neighbours };
  const principals = readPrincipals(fields.principals, around, read);
  readInvariants(fields.invariants, read);
  read.texts(fields.imports, 'an import');
  read.text(fields.$schema, '`$schema`');
  return {
    settings: {
      environments,
      accounts,
      deployments,
      ...(separate ? { separate } : {}),
      principals: principals.patterns,
      rules: readSeverities(fields.rules, read),
    },
    resources: principals.declared,
    allowed: readAllowances(fields.allow, read),
  };
}

function isEmpty(node: SyntaxNode): boolean {
  return node.kind === 'scalar' ? node.value === null : node.kind === 'map' && node.entries.length === 0;
}

function readVersion(version: Place | undefined, place: Place, read: Reader): void {
  if (version?.node.kind === 'scalar' && version.node.value === 1) return;
  const [first] = children(place);
  const at = version?.at ?? (first ? part(first.place.at, 'key') : place.at);
  read.report(at, 'this file needs `version: 1`', {
    remedies: [{ do: 'add', at: place.at, key: 'version', value: 1 }],
  });
}
