/** What lies beside the built command line: the page of the map, and what lays it out. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PageAssets } from '../../../client/webview/exports/html';
import { elkEngine } from '../../../client/webview/layout/elk-engine';
import type { Engine } from '../../../client/webview/layout/layout';

/** ELK, loaded when there is something to lay out. */
export function engineInProcess(): Engine {
  let engine: Promise<Engine> | undefined;
  return {
    layout: async graph => {
      engine ??= loaded();
      return (await engine).layout(graph);
    },
  };
}

/** In this process its worker is an object that answers as one. */
async function loaded(): Promise<Engine> {
  const { default: elk } = await import(pathToFileURL(beside('elk-worker.js')).href);
  return elkEngine(new elk.Worker());
}

export async function pageAssets(): Promise<PageAssets> {
  const [script, style, elkWorker] = await Promise.all(
    ['map.js', 'map.css', 'elk-worker.js'].map(name => readFile(beside(name), 'utf8')),
  );
  return { script: script!, style: style!, elkWorker: elkWorker! };
}

function beside(name: string): string {
  return join(__dirname, name);
}
