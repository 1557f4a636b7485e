/** Documents that tools made of others, and where findings in them stand. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lineIndex } from '../../server/src/engine/text/lines';
import type { SourcePointer, Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Snapshot } from '../../server/src/engine/workspace/workspace';
import { type Documents, uriOf } from './workspace';

const golden = join(import.meta.dirname, '../golden');

/**
 * The texts of a folder of `test/golden`, with `app` in the place of the folder in which the tool ran. `cdk/written` is what `cdk synth
 * --no-version-reporting` of aws-cdk 2.1148.1 and aws-cdk-lib 2.276.0 makes of the app beside it, without the tree and the report of
 * flags; `terraform-plan/written/plan.json` is of Terraform 1.11.4.
 */
export function goldenFiles(folder: string, app: string, below = ''): Documents {
  const entries = readdirSync(join(golden, folder, below)).map(name => join(below, name));
  return Object.assign(
    {},
    ...entries.map(path =>
      statSync(join(golden, folder, path)).isDirectory()
        ? goldenFiles(folder, app, path)
        : { [path]: readFileSync(join(golden, folder, path), 'utf8').replaceAll('{{app}}', app) },
    ),
  );
}

/** Where the workspace lies for an app that was synthesised in it. */
export const here = '/workspace';

export interface Written {
  readonly rule: string;
  /** `lib/deployer.ts:31 actions: ['iam:PassRole'],` */
  readonly at: string;
  /** What is said of the generated place, where it is another. */
  readonly remark: string | undefined;
}

const isSource = (path: string) => /\.(?:[jt]s|py|tf)$/.test(path);

/** Reads what a host would: at first no sources, then those that are asked for. `times` by path. */
export function snapshotWith(files: Documents, times: Readonly<Record<string, number>> = {}): Snapshot {
  const workspace = createWorkspace({ roots: [uriOf('')] });
  const documents = Object.entries(files).map(([path, text]) => {
    const modified = times[path];
    return { uri: uriOf(path), path, text, ...(modified === undefined ? {} : { modified }) };
  });
  workspace.apply({ set: documents.filter(({ path }) => !isSource(path)) });
  for (;;) {
    const { wanted, revision } = { wanted: workspace.snapshot.wanted(), revision: workspace.snapshot.revision };
    const isWanted = (uri: Uri) => wanted.some(one => uri === one || (one.endsWith('/') && isDirectlyIn(uri, one)));
    workspace.apply({ set: documents.filter(({ path, uri }) => isSource(path) && isWanted(uri)) });
    if (workspace.snapshot.revision === revision) return workspace.snapshot;
  }
}

function isDirectlyIn(uri: Uri, folder: Uri): boolean {
  return uri.endsWith('.tf') && uri.startsWith(folder) && !uri.slice(folder.length).includes('/');
}

/** The findings of a rule, in order of place. */
export function written(snapshot: Snapshot, rule = 'broad-pass-role'): readonly Written[] {
  return [...snapshot.documents(), ...snapshot.sources()]
    .flatMap(uri => snapshot.findings(uri))
    .filter(finding => finding.rule === rule)
    .map(({ at, related }) => ({
      rule,
      at: placeIn(snapshot, at),
      remark: related.map(({ message }) => message).find(message => /^(?:synthesised|planned) here/.test(message)),
    }));
}

/** `lib/deployer.ts:31 actions: ['iam:PassRole'],` */
export function placeIn(snapshot: Snapshot, at: SourcePointer): string {
  const text = snapshot.source(at.uri)?.text ?? '';
  const { start, end } = snapshot.range(at);
  const { line } = lineIndex(text).position(start);
  return `${at.uri.slice(uriOf('').length)}:${line + 1} ${text.slice(start, end)}`;
}
