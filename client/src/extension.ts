/**
 * Bulkhead in VS Code. The client finds nothing itself: it starts the language server, shows how it is, and passes commands on.
 */
import * as vscode from 'vscode';
import { registerAccountMap } from './account-map/account-map';
import { registerCommands } from './commands';
import { registerAccessComparison } from './compare-access';
import { ruleLinks } from './rule-links';
import { registerRulePages } from './rule-pages';
import { createServer } from './server-process';
import { followStatus } from './server-status';
import { showStatus } from './status';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Bulkhead', { log: true });
  const server = createServer(context.asAbsolutePath('dist/server.js'), output, ruleLinks);
  const status = followStatus(server);
  context.subscriptions.push(
    output,
    status,
    { dispose: () => void server.dispose() },
    showStatus(server, status.event),
    registerRulePages(server),
    registerAccessComparison(server),
    // What is asked of git, and of a linter that is installed, is asked from then on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    ...registerCommands(server, output),
    registerAccountMap(status.event, {
      server,
      extension: context.extensionUri,
      memory: context.workspaceState,
      output,
    }),
  );
  try {
    await server.start();
  } catch (error) {
    output.error('the language server did not start', error);
  }
}
