/** ELK in a worker. A page of VS Code may start none but from a blob, so the worker's text is fetched first. */
import ELK from 'elkjs/lib/elk-api';
import type { Engine } from '../layout/layout';

export function engineInWorker(workerText: () => Promise<string>): Engine {
  const elk = workerText().then(text => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    return new ELK({ workerFactory: () => new Worker(url) });
  });
  return { layout: async graph => (await elk).layout(graph) };
}
