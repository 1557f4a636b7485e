import { rules } from '../../engine/rules/index';
import { pages } from '../../engine/rules/pages';
import { pageUrl, summaryOf } from '../../findings/pages';

/** The table of all rules as Markdown. */
function table(): string {
  const rows = rules.map(
    ({ id, severity }) => `| [${id}](${pageUrl(id)}) | ${severity} | ${summaryOf(pages[id] ?? '')} |`,
  );
  return ['| rule | severity | finds |', '| --- | --- | --- |', ...rows].join('\n');
}

export function explainRule(rule: string | undefined): { readonly markdown: string } | null {
  const markdown = rule === undefined ? table() : Object.hasOwn(pages, rule) ? pages[rule] : undefined;
  return markdown === undefined ? null : { markdown };
}

/** A rule in a line; undefined for one that there is not. */
export function summaryOfRule(rule: string): string | undefined {
  return Object.hasOwn(pages, rule) ? summaryOf(pages[rule]!) : undefined;
}

export function listRules(): readonly { readonly id: string; readonly summary: string }[] {
  return rules.map(({ id }) => ({ id, summary: summaryOf(pages[id] ?? '') }));
}
