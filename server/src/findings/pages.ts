import { foreignRule } from '../engine/formats/settings/names';

/** The one place that knows where a rule's page stands for readers. */
const pagesOnline = 'https://github.com/bulkhead/bulkhead/blob/main/';

/** Where cfn-lint describes its own. */
const pageOfCfnLint = 'https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md';

/** Within the repository: `docs/rules/broad-pass-role.md`; of another linter's rule, its page. */
export function pagePath(rule: string): string {
  if (foreignRule.test(rule)) return pageOfCfnLint;
  return `docs/rules/${rule}.md`;
}

export function pageUrl(rule: string): string {
  return foreignRule.test(rule) ? pageOfCfnLint : pagesOnline + pagePath(rule);
}

/** What a page's first paragraph says after its title, on one line. */
export function summaryOf(page: string): string {
  const [, summary = ''] = page.trim().split(/\r?\n\s*\r?\n/);
  return summary.replace(/\s+/g, ' ').trim();
}
