import type { Claim } from '../../../model/environment';
import type { SourcePointer, Uri } from '../../../text/text';
import { folderOf, resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';

/** Folders in which each folder is an environment. */
const holders: ReadonlySet<string> = new Set([
  ...['env', 'envs', 'environment', 'environments', 'stage', 'stages', 'tier', 'tiers', 'live', 'workspaces'],
  ...['accounts', 'deployments'],
]);

/** Folders that stand beside each other where each is an environment. */
export const environmentFolders: readonly string[] = [
  'dev',
  'development',
  'test',
  'qa',
  'staging',
  'stage',
  'prod',
  'production',
  'sandbox',
];

/** So many folders above a document are looked at: those above them are where somebody keeps the repository. */
const MAX_ABOVE = 4;

/**
 * What the folder of a root module says it is for: `envs/prod`, `prod` beside `dev`, and the workspace of `terraform.tfstate.d/prod`
 * and of the key `env:/prod/orders.tfstate`, where Terraform keeps the states of workspaces.
 */
export function folderClaims(document: Uri, neighbours: Neighbours): readonly Claim[] {
  const at: SourcePointer = { uri: document, path: [], part: 'value' };
  const above = folderOf(document).split('/').slice(0, -1).slice(-MAX_ABOVE).map(decoded);
  const pairs = above.slice(1).map((folder, i) => ({ holder: above[i]!, folder }));
  const workspace = pairs.filter(({ holder }) => holder === 'terraform.tfstate.d' || holder === 'env:').at(-1);
  if (workspace) return [{ source: 'workspace', text: { parts: [workspace.folder], at } }];
  const held = pairs.filter(({ holder }) => holders.has(holder.toLowerCase())).at(-1);
  if (held) return [{ source: 'path', text: { parts: [`${held.holder}/${held.folder}`], at }, key: 'folder' }];
  const own = above.at(-1) ?? '';
  return standsBesideOthers(document, own, neighbours)
    ? [{ source: 'path', text: { parts: [own], at }, key: 'folder' }]
    : [];
}

function standsBesideOthers(document: Uri, own: string, neighbours: Neighbours): boolean {
  if (!environmentFolders.includes(own.toLowerCase())) return false;
  const others = environmentFolders.filter(name => name !== own.toLowerCase());
  return others.some(name =>
    neighbours.folder(`${resolveUri(document, `../${name}`)}/` as Uri).some(uri => uri.endsWith('.tf.json')),
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
