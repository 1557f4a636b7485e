import type { Uri } from '../engine/text/text';
import type { Files } from './files';

/** Files by what `Snapshot.wanted` names: as they are, and for a folder, with its closing `/`, its Terraform files. */
export async function namedBy(wanted: readonly Uri[], files: Files): Promise<readonly Uri[]> {
  const named = await Promise.all(wanted.map(async uri => (uri.endsWith('/') ? terraformIn(uri, files) : [uri])));
  return [...new Set(named.flat())];
}

async function terraformIn(folder: Uri, files: Files): Promise<readonly Uri[]> {
  return (await files.list(folder)).filter(uri => uri.endsWith('.tf'));
}
