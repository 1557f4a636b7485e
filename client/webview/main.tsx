/** The map's page, in VS Code's panel and in exported files. */
import { render } from 'preact';
import { drawingStyle } from './drawing/drawing-style';
import { colourProperties } from './drawing/palette';
import { exported } from './exports/exports';
import { layouts } from './layout/layout';
import { exportKinds } from './messages';
import { App } from './page/app';
import { assetSource } from './page/assets';
import { engineInWorker } from './page/engine';
import { embeddedMap, hostAround } from './page/host';
import type { PageExports } from './page/map-page';
import './page/page.css';

const darkBodies = 'body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light)';
const colours = `body { ${colourProperties('light')} }
@media (prefers-color-scheme: dark) { body { ${colourProperties('dark')} } }
${darkBodies} { ${colourProperties('dark')} }
body.vscode-light, body.vscode-high-contrast-light { ${colourProperties('light')} }`;

function start(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${colours}\n${drawingStyle}`);
  document.adoptedStyleSheets = [sheet];
  const assets = assetSource();
  const host = hostAround(embeddedMap());
  const engine = engineInWorker(assets.elkWorker, error => host.post({ type: 'problem', message: String(error) }));
  const { whole } = assets;
  const exports: PageExports = {
    kinds: exportKinds.filter(kind => kind !== 'html' || whole !== undefined),
    make: (kind, map, roots, view) =>
      exported(kind, map, roots, view, { engine, assets: whole ?? (() => Promise.reject(new Error('no assets'))) }),
  };
  render(<App host={host} exports={exports} layoutScene={layouts(engine)} />, document.getElementById('app')!);
}

start();
