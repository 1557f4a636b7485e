import type { Severity } from '../../engine/model/problem';
import { severities } from '../../findings/severity';

/** `2 errors, 1 warning`, or `no findings`. */
export function found({ findings }: { readonly findings: Readonly<Record<Severity, number>> }): string {
  const counts = severities.flatMap(severity => (findings[severity] > 0 ? [count(findings[severity], severity)] : []));
  return counts.length > 0 ? counts.join(', ') : 'no findings';
}

/** `1 document`, `2 documents`. */
export function count(number: number, what: string): string {
  return `${number} ${number === 1 || what === 'information' ? what : `${what}s`}`;
}
