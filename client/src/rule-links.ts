import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { pageOf } from './rule-pages';

/** Makes the code of each finding open the rule's page in the editor, which needs no network. */
export const ruleLinks: Middleware = {
  async provideDiagnostics(document, previousResultId, token, next) {
    const report = await next(document, previousResultId, token);
    if (report?.kind === 'full') link(report.items);
    return report;
  },
  provideWorkspaceDiagnostics: (resultIds, token, resultReporter, next) =>
    next(resultIds, token, partial => {
      for (const report of partial?.items ?? []) if (report.kind === 'full') link(report.items);
      resultReporter(partial);
    }),
};

function link(diagnostics: readonly vscode.Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    if (typeof diagnostic.code !== 'object') continue;
    const { value } = diagnostic.code;
    diagnostic.code = { value, target: pageOf(String(value)) };
  }
}
