import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { Allowance, DocumentFacts } from '../model/document-facts';
import type { Resource } from '../model/resource';
import { matchesWildcards } from '../model/text';
import { matchesGlob } from '../text/glob';
import { type SourcePointer, samePlace, type Uri, within } from '../text/text';
import { pathBeside } from '../text/uri';

/** What an allowance may hold back: something that a rule says in a document. */
export interface Allowable {
  readonly rule: string;
  readonly at: SourcePointer;
  /** Label of the resource that it stands in. */
  readonly resource?: string | undefined;
}

/** The allowance that holds something back that is said in `document`. */
export function allowanceFor(
  said: Allowable,
  document: DocumentFacts,
  index: WorkspaceIndex,
  today: string | undefined,
): Allowance | undefined {
  const holds = (allowance: Allowance, by: DocumentFacts) =>
    !hasEnded(allowance, today) && allows(allowance, by.uri, said) && !samePlace(allowance.at, said.at);
  const own = document.allowed.find(allowance => allowance.covers && holds(allowance, document));
  if (own) return own;
  for (const settings of index.settings()) {
    const found = settings.allowed.find(allowance => !allowance.covers && holds(allowance, settings));
    if (found) return found;
  }
  return undefined;
}

/** Whether an allowance that stands in `by` means this, be its time over or not. */
export function allows(allowance: Allowance, by: Uri, { rule, at, resource }: Allowable): boolean {
  if (allowance.rule !== rule) return false;
  return allowance.covers ? within(at, allowance.covers) : reaches(allowance, by, at.uri, resource);
}

export function hasEnded({ until }: { readonly until?: string | undefined }, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

/** Whether an allowance of a settings file means this document and resource; what it does not name, it does not limit. */
function reaches(allowance: Allowance, settings: Uri, document: Uri, resource: string | undefined): boolean {
  const { resources } = allowance;
  if (!reachesFile(allowance, settings, document)) return false;
  return !resources || (resource !== undefined && resources.some(pattern => matchesWildcards(pattern, resource)));
}

export function reachesFile({ files }: Allowance, settings: Uri, document: Uri): boolean {
  const path = pathBeside(settings, document);
  return path !== undefined && (!files || files.some(pattern => matchesGlob(pattern, path)));
}

/** The resource that something stands in. */
export function resourceAt(document: DocumentFacts | undefined, at: SourcePointer): Resource | undefined {
  return document?.resources.find(resource => within(at, resource.at));
}
