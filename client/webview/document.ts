/** The document that VS Code's panel shows: the page's files by address, and a content policy that lets in nothing else. */

export interface DocumentParts {
  /** Addresses of `dist/map.js`, `dist/map.css` and `dist/elk-worker.js`, as the webview reaches them. */
  readonly script: string;
  readonly style: string;
  readonly elkWorker: string;
  /** Where these are, for the policy: `webview.cspSource`. */
  readonly source: string;
  /** Another one for each document. */
  readonly nonce: string;
}

/** The worker's text is fetched and started from a blob; styles that the page computes are set on elements, never written into them. */
export function documentOf({ script, style, elkWorker, source, nonce }: DocumentParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `connect-src ${source}`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width">
<title>Account map</title>
<link rel="stylesheet" href="${attribute(style)}">
</head>
<body data-script="${attribute(script)}" data-style="${attribute(style)}" data-worker="${attribute(elkWorker)}">
<div id="app"></div>
<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replace(/[&"<>]/g, letter => `&#${letter.charCodeAt(0)};`);
}
