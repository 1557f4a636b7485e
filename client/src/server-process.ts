import * as vscode from 'vscode';
import { type DocumentSelector, LanguageClient, type Middleware, TransportKind } from 'vscode-languageclient/node';
import type { RequestKind } from '../../server/src/protocol';

/** What may hold infrastructure code, whatever language an extension has given it. The server decides by the text. */
const documents: DocumentSelector = [
  // Findings of a CDK app stand in its program.
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'].map(language => ({ language })),
  ...['yaml', 'json', 'jsonc', 'cloudformation', 'terraform'].map(language => ({ language })),
  ...['**/*.template', '**/*.tf', '**/samconfig*.toml'].map(pattern => ({ pattern })),
  // Extensions for pipelines give these a language of their own.
  ...['**/.github/workflows/*.{yml,yaml}', '**/.gitlab-ci.{yml,yaml}'].map(pattern => ({ pattern })),
];

/** Of its own accord V8's young generation is twice as large, for tens of megabytes more that buy a language server no speed. */
const frugal = ['--max-semi-space-size=8'];

/** The language server in a process of its own. It is started again when it dies, with growing care, by the library. */
export function createServer(module: string, output: vscode.LogOutputChannel, middleware: Middleware): LanguageClient {
  const run = { module, transport: TransportKind.ipc, options: { execArgv: frugal } };
  return new LanguageClient(
    'bulkhead',
    'Bulkhead',
    { run, debug: { ...run, options: { execArgv: [...frugal, '--nolazy', '--inspect=6009'] } } },
    {
      documentSelector: documents,
      outputChannel: output,
      // Code lenses lead to the map and to the comparison where these are. In a folder that nobody trusts, git is not asked, and no
      // linter that is installed is run.
      initializationOptions: () => {
        const { isTrusted } = vscode.workspace;
        return { accountMap: true, comparison: true, git: isTrusted, trusted: isTrusted };
      },
      diagnosticPullOptions: { onChange: true },
      middleware,
    },
  );
}

/** Undefined when the server is not there to answer; the output says why. */
export async function ask<Params, Result>(
  server: LanguageClient,
  request: RequestKind<Params, Result>,
  params: Params,
): Promise<Result | undefined> {
  try {
    return await server.sendRequest<Result>(request.method, params);
  } catch (error) {
    server.outputChannel.error(request.method, error);
    return undefined;
  }
}
