import type { Uri } from '../engine/text/text';
import type { Snapshot } from '../engine/workspace/workspace';
import type { ReadWorkspace } from './read-workspace';

/** For each file that was given by its name and is none of ours, a line that says why. */
export function unrecognised({ workspace: { snapshot }, names, byName, encodings }: ReadWorkspace): readonly string[] {
  return [...byName]
    .filter(uri => encodings.has(uri) && snapshot.facts(uri) === undefined)
    .sort()
    .map(uri => `${names.file(uri)}: passed over, ${reason(uri, snapshot)}`);
}

function reason(uri: Uri, snapshot: Snapshot): string {
  if (snapshot.source(uri)?.text.trim() === '') return 'it is empty';
  const tree = snapshot.tree(uri);
  if (tree?.root?.kind !== 'map') return `it holds no ${tree?.language === 'json' ? 'JSON object' : 'YAML map'}`;
  if (tree.language === 'toml') return 'of TOML only `samconfig*.toml` is read';
  return 'it is no CloudFormation, SAM or CDK output, no Terraform JSON, no pipeline that deploys these and no settings of Bulkhead';
}
