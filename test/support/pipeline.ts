/** What tests see of a document that states landings. */
import type { Deployment } from '../../server/src/engine/model/deployment';
import type { Claim } from '../../server/src/engine/model/environment';
import { show } from '../../server/src/engine/model/text';
import type { SourcePointer } from '../../server/src/engine/text/text';
import { type Documents, pathOf, snapshotOf, uriOf } from './workspace';

/** A landing as a line: what, as what, into which account and region. */
export function landings(documents: Documents, path: string): readonly string[] {
  return deployments(documents, path).map(({ document, name, account, region }) =>
    [pathOf(document), name ?? '-', account ? show(account) : '-', region ? show(region) : '-'].join(' '),
  );
}

export function deployments(documents: Documents, path: string): readonly Deployment[] {
  return snapshotOf(documents).facts(uriOf(path))?.deployments ?? [];
}

export function parameters({ parameters: given }: Deployment): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).map(([name, text]) => [name, show(text)]));
}

export function claims({ claims: all }: Deployment): readonly string[] {
  return all.map(({ source, key, text }: Claim) => [source, ...(key ? [key] : []), show(text)].join(' '));
}

/** The text that a pointer names, with the document that it is in. */
export function written(documents: Documents, at: SourcePointer): string {
  const { start, end } = snapshotOf(documents).range(at);
  return `${pathOf(at.uri)}: ${documents[pathOf(at.uri)]!.slice(start, end)}`;
}

/** Each problem with the text that it stands at. */
export function problems(documents: Documents, path: string): readonly string[] {
  return snapshotOf(documents)
    .problems(uriOf(path))
    .map(({ message, severity, range }) => `${severity} ${documents[path]!.slice(range.start, range.end)}: ${message}`);
}
