/** The map as a page of its own: everything is in the file, and its content policy lets nothing else in. */
import type { AccountMap } from '../../../server/src/account-map';

/** Texts of `dist/map.js`, `dist/map.css` and `dist/elk-worker.js`. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly elkWorker: string;
}

/** `map`: without paths of the machine (`withoutMachine`). */
export async function htmlOf(map: AccountMap, { script, style, elkWorker }: PageAssets): Promise<string> {
  const policy = [
    "default-src 'none'",
    `script-src '${await hashOf(inScript(script))}'`,
    `style-src '${await hashOf(inStyle(style))}'`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Account map</title>
<style>${inStyle(style)}</style>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="map-data">${inJson(map)}</script>
<script type="application/json" id="elk-worker">${inJson(elkWorker)}</script>
<script>${inScript(script)}</script>
</body>
</html>
`;
}

/** JSON that ends no script element and no line of JavaScript. */
function inJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The bundler writes no such thing outside of strings and comments, where a backslash changes nothing. */
function inScript(script: string): string {
  return script.replace(/<(?=\/script|!--)/gi, '\\x3c');
}

function inStyle(style: string): string {
  return style.replace(/<(?=\/style)/gi, '\\3c ');
}

/** As a content policy names a script or a style. */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
