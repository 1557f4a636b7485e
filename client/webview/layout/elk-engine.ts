/** ELK, wherever its worker runs: in the page a Worker, in Node the class `Worker` that `dist/elk-worker.js` exports. */
import ELK, { type ELKConstructorArguments } from 'elkjs/lib/elk-api';
import type { Engine } from './layout';

/** What ELK asks of a worker; a browser's is one. */
export interface ElkWorker {
  postMessage(message: unknown): void;
  terminate(): void;
}

export function elkEngine(worker: ElkWorker): Engine {
  const workerFactory = (() => worker) as unknown as NonNullable<ELKConstructorArguments['workerFactory']>;
  const elk = new ELK({ workerFactory });
  return { layout: graph => elk.layout(graph) };
}
