import { adversarial } from './adversarial';
import { best, ms, table } from './measure';

const SHOWN = 8;

/** The longest that one decision takes, of inputs that were built to be hard. */
export function hardest(): void {
  const times = adversarial.map(({ name, decide }) => ({ name, time: best(3, () => void decide()) }));
  times.sort((a, b) => b.time - a.time);
  console.log(`The worst single decisions of ${times.length} that were built to be hard (best of 3)\n`);
  console.log(
    table(
      ['decision', 'time'],
      times.slice(0, SHOWN).map(({ name, time }) => [name, ms(time)]),
    ),
    '\n',
  );
}
