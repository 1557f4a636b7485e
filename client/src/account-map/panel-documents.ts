import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { documentOf } from '../../webview/document';

/** The folder of the extension from which a panel may load anything. */
export function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist');
}

/** The map's page. */
export function mapDocument(webview: vscode.Webview, extension: vscode.Uri): string {
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extension), name)).toString();
  return documentOf({
    script: address('map.js'),
    style: address('map.css'),
    elkWorker: address('elk-worker.js'),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
  });
}

/** Stands there instead of the page while the server has no answer. Its text is the same always, and nothing is loaded. */
export const failureDocument = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Account map</title>
</head>
<body>
<main role="alert">
<h1>There is no account map</h1>
<p>The language server did not answer. The command <em>Bulkhead: Restart Language Server</em> starts it again,
<em>Bulkhead: Show Output</em> shows what went wrong. The map comes back by itself.</p>
</main>
</body>
</html>
`;
