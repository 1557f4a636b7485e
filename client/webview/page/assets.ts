/** The page's own files: what the worker runs, and what an exported page holds. */
import type { PageAssets } from '../exports/html';

export interface AssetSource {
  elkWorker(): Promise<string>;
  /** Undefined where the page cannot make another of itself. */
  readonly whole: (() => Promise<PageAssets>) | undefined;
}

/** In an exported file they stand in elements, in the panel they are fetched from where the document says (`documentOf`). */
export function assetSource(): AssetSource {
  const embedded = document.getElementById('elk-worker')?.textContent;
  if (embedded) return { elkWorker: async () => JSON.parse(embedded) as string, whole: undefined };
  const { script, style, worker } = document.body.dataset;
  const elkWorker = () => fetched(worker);
  return {
    elkWorker,
    whole: async () => {
      const [scriptText, styleText, workerText] = await Promise.all([fetched(script), fetched(style), elkWorker()]);
      return { script: scriptText, style: styleText, elkWorker: workerText };
    },
  };
}

async function fetched(url: string | undefined): Promise<string> {
  const response = await fetch(url ?? '');
  if (!response.ok) throw new Error(`${url} cannot be read: ${response.status}`);
  return response.text();
}
