/** The one place that knows where a rule's page stands for readers. */
const pagesOnline = 'https://github.com/bulkhead/bulkhead/blob/main/';

/** Within the repository: `docs/rules/broad-pass-role.md`. */
export function pagePath(rule: string): string {
  return `docs/rules/${rule}.md`;
}

export function pageUrl(rule: string): string {
  return pagesOnline + pagePath(rule);
}

/** What a page's first paragraph says after its title, on one line. */
export function summaryOf(page: string): string {
  const [, summary = ''] = page.trim().split(/\r?\n\s*\r?\n/);
  return summary.replace(/\s+/g, ' ').trim();
}
