import type { AccessChange } from '../../../analysis/broadening/access-change';
import { part } from '../../../text/text';
import { type Related, rule } from '../../rule';

/** Reports statements that allow what nothing allowed before: silent where nobody says what there was before. */
export default rule({
  id: 'broadened-access',
  severity: 'information',
  looksAt: 'broadening',

  *check({ changes, since }) {
    for (const together of byPlace(changes).values()) {
      const [first, ...others] = together;
      const more = others.length > 0 ? `, and ${others.length} more` : '';
      yield {
        message: `${first.message}${more} (since ${since})`,
        confidence: together.some(({ confidence }) => confidence === 'certain') ? 'certain' : 'possible',
        at: first.at,
        ...(first.witness ? { witness: first.witness } : {}),
        related: together.flatMap(change => relatedTo(change, change !== first)),
        about: first.message,
      };
    }
  },
});

type Together = [AccessChange, ...AccessChange[]];

/** What is certain first. */
function byPlace(changes: readonly AccessChange[]): ReadonlyMap<string, Together> {
  const places = new Map<string, Together>();
  const sorted = [...changes].sort((a, b) => rankOf(a) - rankOf(b));
  for (const change of sorted) {
    const { uri, path, part: which } = change.at;
    const place = JSON.stringify([uri, path, which]);
    const known = places.get(place);
    if (known) known.push(change);
    else places.set(place, [change]);
  }
  return places;
}

function rankOf({ confidence }: AccessChange): number {
  return confidence === 'certain' ? 0 : 1;
}

function relatedTo({ message, means, subject, at }: AccessChange, isTold: boolean): readonly Related[] {
  return [
    ...(isTold ? [{ message, at: part(subject.at, 'key') }] : []),
    ...(means === undefined ? [] : [{ message: plain(means), at }]),
  ];
}

function plain(markdown: string): string {
  return markdown.replace(/\*\*/g, '');
}
