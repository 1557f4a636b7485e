/**
 * Bulkhead in VS Code. The client finds nothing itself: it starts the language server, shows how it is, and passes commands on.
 */
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { registerRulePages } from './rule-pages';
import { createServer } from './server-process';
import { showStatus } from './status';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Bulkhead', { log: true });
  const server = createServer(context.asAbsolutePath('dist/server.js'), output);
  context.subscriptions.push(
    output,
    { dispose: () => void server.dispose() },
    showStatus(server),
    registerRulePages(server),
    ...registerCommands(server, output),
  );
  try {
    await server.start();
  } catch (error) {
    output.error('the language server did not start', error);
  }
}
