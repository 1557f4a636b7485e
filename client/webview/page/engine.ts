/** ELK in a worker. A page of VS Code may start none but from a blob, so the worker's text is fetched first. */
import { elkEngine } from '../layout/elk-engine';
import type { Engine } from '../layout/layout';

/** `onProblem`: once when it does not start, and for each graph that it fails on. */
export function engineInWorker(workerText: () => Promise<string>, onProblem: (error: unknown) => void): Engine {
  const started = workerText().then(text => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    return elkEngine(new Worker(url));
  });
  started.catch(onProblem);
  return {
    async layout(graph) {
      const engine = await started;
      return engine.layout(graph).catch((error: unknown) => {
        onProblem(error);
        throw error;
      });
    },
  };
}
