import type { DocumentFacts, Problem } from '../model/model';
import { below, part } from '../text/text';

/** The allowances of a settings file that no longer hold: what they allowed is reported again. */
export function expiredIn({ settings, allowed }: DocumentFacts, today: string | undefined): readonly Problem[] {
  if (!settings || today === undefined) return [];
  return allowed.flatMap(({ until, rule, at }) => {
    if (until === undefined || until >= today) return [];
    return [
      {
        message: `this allowance of \`${rule}\` ended on ${until}; its findings are reported again`,
        severity: 'information' as const,
        at: below(at, 'until'),
        remedies: [{ do: 'remove' as const, at: part(at, 'entry'), what: 'this allowance' }],
      },
    ];
  });
}
