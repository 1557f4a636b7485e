import { rules } from '../../engine/rules/index';
import { pages } from '../../engine/rules/pages';
import { summaryOf } from '../../findings/pages';
import type { Console } from '../console';
import { type ExitStatus, exit } from '../exit';
import { requireRules } from '../rule-names';

/** Prints a rule's page, or without a rule the table of all. */
export function explain(rule: string | undefined, console: Console): ExitStatus {
  if (rule === undefined) {
    console.out(table());
  } else {
    requireRules([rule]);
    console.out(`${(pages[rule] ?? '').trim()}\n`);
  }
  return exit.clean;
}

function table(): string {
  const widest = Math.max(0, ...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, severity }) => `${id.padEnd(widest)}  ${severity.padEnd(11)}  ${summaryOf(pages[id] ?? '')}\n`)
    .join('');
}
