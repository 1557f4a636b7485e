/** People whom no template tells of: what they may do says `bulkhead.yaml`, and from there they stand in the access graph. */
import type { AccountId, ResourceId } from '../../model/ids';
import type { Attachment, Resource } from '../../model/resource';
import type { Settings } from '../../model/settings';
import type { PolicyStatement } from '../../model/statement';
import type { SyntaxTree } from '../../syntax/tree';
import type { SourcePointer } from '../../text/text';
import { below } from '../../text/text';
import { resolveUri } from '../../text/uri';
import type { Neighbours } from '../format';
import { items, type Place } from '../place';
import { readPolicy } from '../policy/policy';
import type { PolicyReader } from '../policy/reader';
import { isAccountId } from './accounts';
import { type EnvironmentWords, knownEnvironment } from './environments';
import { type Reader, removing } from './reader';
import { principalShape } from './settings-shape';

/** What of the same file their entries name, and the other files. */
export interface Around {
  readonly accounts: Settings['accounts'];
  readonly accountNames: ReadonlySet<string>;
  readonly environments: EnvironmentWords;
  readonly tree: SyntaxTree;
  readonly neighbours: Neighbours;
}

/** Patterns of ARNs by what they stand for, or a list of people with their policies. */
export function readPrincipals(
  place: Place | undefined,
  around: Around,
  read: Reader,
): { readonly patterns: Settings['principals']; readonly declared: readonly Resource[] } {
  if (place?.node.kind === 'list') return { patterns: {}, declared: readDeclared(place, around, read) };
  const groups = read.entries(place, '`principals`').flatMap(({ key, place: value }) => {
    const patterns = read.texts(value, `a principal of \`${key}\``);
    return patterns ? [[key, patterns] as const] : [];
  });
  return { patterns: Object.fromEntries(groups), declared: [] };
}

function readDeclared(place: Place, around: Around, read: Reader): readonly Resource[] {
  const declared = new Map<string, Resource>();
  for (const entry of items(place)) {
    const principal = readPrincipal(entry, around, read);
    if (!principal) continue;
    if (declared.has(principal.label))
      read.report(below(entry.at, 'name'), `two principals are called \`${principal.label}\``, {
        remedies: [removing(entry.at, 'the second')],
      });
    else declared.set(principal.label, principal);
  }
  return [...declared.values()];
}

function readPrincipal(entry: Place, around: Around, read: Reader): Resource | undefined {
  const fields = read.fields(entry, principalShape);
  if (!fields) return undefined;
  const name = read.text(fields.name, '`name`');
  const environment = knownEnvironment(fields.environment, around.environments, read);
  const account = readAccount(fields.account, around, read);
  const grants = itemsAt(fields.policies).flatMap(file => readFile(file, around, read));
  const attached = itemsAt(fields.managed).flatMap(policy => readManaged(policy, read));
  if (!fields.name) read.report(entry.at, 'a principal needs a `name`');
  if (!fields.policies && !fields.managed)
    read.report(entry.at, 'this principal has no `policies` and no `managed` ones, and so may do nothing', {
      severity: 'warning',
    });
  if (name === undefined || (fields.account && account === undefined)) return undefined;
  const written = fields.environment && environment !== undefined ? fields.environment.at : undefined;
  return {
    ...nobody,
    id: `${around.tree.document.uri}#${name}` as ResourceId,
    label: name,
    name: { parts: [name], at: fields.name!.at },
    declared: account === undefined ? {} : { account },
    grants,
    attached,
    claims: written ? [{ source: 'declared', text: { parts: [environment!], at: written }, key: 'environment' }] : [],
    at: entry.at,
  };
}

function itemsAt(place: Place | undefined): readonly Place[] {
  return place ? items(place) : [];
}

const nobody = {
  type: 'Bulkhead::Principal',
  kind: 'user',
  trust: [],
  boundary: [],
  attachedTo: [],
  memberOf: [],
  runsAs: [],
  tags: {},
  mentions: [],
} satisfies Partial<Resource>;

function readAccount(
  place: Place | undefined,
  { accounts, accountNames }: Around,
  read: Reader,
): AccountId | undefined {
  const said = read.text(place, '`account`');
  if (!place || said === undefined) return undefined;
  const id = isAccountId(said) ? said : accounts.find(({ name }) => name === said)?.id;
  if (id === undefined && !accountNames.has(said)) read.unknown(place.at, 'account', said, accountNames);
  return id;
}

/** By its name, `job-function/ViewOnlyAccess`, or its ARN. */
function readManaged(place: Place, read: Reader): readonly Attachment[] {
  const name = read.text(place, 'a policy of AWS');
  if (name === undefined) return [];
  const arn = name.startsWith('arn:') ? name : `arn:aws:iam::aws:policy/${name}`;
  return [{ policy: { parts: [arn], at: place.at } }];
}

/** The statements stand where the file is named: it is no document of ours itself. */
function readFile(place: Place, { tree, neighbours }: Around, read: Reader): readonly PolicyStatement[] {
  const path = read.text(place, 'a policy file');
  if (path === undefined) return [];
  if (/^(?:[/\\~]|[a-z][a-z0-9+.-]*:)/i.test(path)) {
    read.report(place.at, `\`${path}\` is to be a path from the folder of this file, \`policies/dev.json\``);
    return [];
  }
  const found = neighbours.tree(resolveUri(tree.document.uri, path.replaceAll('\\', '/')));
  if (!found?.root) {
    read.report(place.at, `no file of the workspace is called \`${path}\``);
    return [];
  }
  const report = (message: string) => read.report(place.at, `\`${path}\`: ${message}`);
  for (const { message } of found.problems.slice(0, 1)) report(message);
  const statements = readPolicy({ node: found.root, at: place.at }, plain(place.at, report));
  return placed(statements, place.at) as readonly PolicyStatement[];
}

/** Of what nothing is chosen, and nothing is open. */
function plain(at: SourcePointer, report: (message: string) => void): PolicyReader {
  return {
    alternatives: place => [{ value: place }],
    texts: ({ node }) =>
      node.kind === 'scalar' && node.value !== null ? [{ parts: node.raw === '' ? [] : [node.raw], at }] : undefined,
    inside: () => undefined,
    problem: message => report(message),
  };
}

/** With one place for all that has one. */
function placed(value: unknown, at: SourcePointer): unknown {
  if (Array.isArray(value)) return value.map(item => placed(item, at));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, held]) => [key, key === 'at' ? at : placed(held, at)]);
  return Object.fromEntries(entries);
}
