import type { DocumentFacts } from '../model/document-facts';
import type { Problem } from '../model/problem';
import { below, part } from '../text/text';
import { hasEnded } from './allowances';

/** The allowances of a document that no longer hold: what they allowed is reported again. */
export function expiredIn({ allowed }: Pick<DocumentFacts, 'allowed'>, today: string | undefined): readonly Problem[] {
  return allowed
    .filter(allowance => hasEnded(allowance, today))
    .map(({ until, rule, at }) => ({
      message: `this allowance of \`${rule}\` no longer holds since ${dayAfter(until!)}; its findings are reported again`,
      severity: 'information' as const,
      at: at.comment === undefined ? below(at, 'until') : at,
      remedies: [{ do: 'remove' as const, at: part(at, 'entry'), what: 'this allowance' }],
    }));
}

/** `2027-03-01` for `2027-02-28`. */
function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
