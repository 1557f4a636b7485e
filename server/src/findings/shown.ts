/** What both hosts decide about the engine's findings: which of them a person sees, and how loud. */
import type { Finding } from '../engine/rules/rule';
import { atLeast } from './severity';

/** Why a finding is not shown, or nothing. */
export function isShown(finding: Finding, showPossible: boolean): boolean {
  return finding.suppressed === undefined && (showPossible || finding.confidence === 'certain');
}

/** What a hole decides is said in a low voice: a false alarm is worse than a missed one, and it must fail no build. */
export function spoken<Said extends Pick<Finding, 'confidence' | 'severity'>>(finding: Said): Said {
  if (finding.confidence === 'certain' || !atLeast(finding.severity, 'warning')) return finding;
  return { ...finding, severity: 'information' };
}
