import type { Diagnostic } from 'vscode-languageserver';
import { fingerprint } from '../engine/rules/fingerprint';
import type { Finding } from '../engine/rules/rule';
import type { Uri } from '../engine/text/text';
import type { Snapshot } from '../engine/workspace/workspace';
import { isShown, spoken } from '../findings/shown';
import { type Converter, findingDiagnostic, problemDiagnostic } from './convert';
import type { Session } from './session';

/** All that a client is told of one document. Equal ids mean equal diagnostics, in every session and process. */
export interface Said {
  readonly resultId: string;
  readonly diagnostics: readonly Diagnostic[];
}

export const nothingSaid: Said = { resultId: '0', diagnostics: [] };

export function saidOf(uri: Uri, session: Session, converter: Converter): Said {
  const problems = [...session.fileProblems(uri), ...session.snapshot.problems(uri)];
  const findings = shownFindings(uri, session);
  if (problems.length === 0 && findings.length === 0) return nothingSaid;
  const diagnostics = [
    ...problems.map(problem => problemDiagnostic(uri, problem, converter)),
    ...findings.map(finding => findingDiagnostic(finding, converter)),
  ];
  return { resultId: fingerprint(JSON.stringify(diagnostics)), diagnostics };
}

/** The findings of a document that a person sees, in order of place. `snapshot`: the workspace as it would be. */
export function shownFindings(uri: Uri, session: Session, snapshot: Snapshot = session.snapshot): readonly Finding[] {
  const { enable, showPossible } = session.folders.settingsOf(uri);
  if (!enable) return [];
  const besides = snapshot === session.snapshot ? session.besides(uri) : [];
  return [...snapshot.findings(uri), ...besides].filter(finding => isShown(finding, showPossible)).map(spoken);
}
