import type { Allowance, DocumentFacts } from '../model/document-facts';
import { isSource } from '../syntax/sources/sources';
import type { Uri } from '../text/text';
import { reachesFile } from './allowances';
import type { DocumentState } from './document-state';

/** Whether each document of a known format could be read whole. A finding of one may depend on any other. */
export function allReadWhole(states: ReadonlyMap<Uri, DocumentState>, facts: ReadonlyMap<Uri, DocumentFacts>): boolean {
  return [...facts].every(([uri, { problems }]) => !problems.some(isError) && !isBroken(states.get(uri)));
}

/** Whether a settings file's allowance speaks of a file that is so broken that nobody knows whether it is one of ours. */
export function mayMeanBroken(
  allowance: Allowance,
  settings: Uri,
  states: ReadonlyMap<Uri, DocumentState>,
  facts: ReadonlyMap<Uri, DocumentFacts>,
): boolean {
  if (!allowance.files) return false;
  const unknown = [...states.keys()].filter(uri => !facts.has(uri) && !isSource(uri));
  return unknown.some(uri => reachesFile(allowance, settings, uri) && isBroken(states.get(uri)));
}

function isBroken(state: DocumentState | undefined): boolean {
  return state?.syntaxProblems().some(({ severity }) => severity === undefined) === true;
}

function isError({ severity }: DocumentFacts['problems'][number]): boolean {
  return severity === 'error';
}
