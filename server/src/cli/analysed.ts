import { setImmediate as pause } from 'node:timers/promises';
import type { Progress } from './progress';
import { readSources } from './read-sources';
import type { ReadWorkspace } from './read-workspace';

/** Milliseconds of work after which an interrupt is heard. */
const slice = 50;

/** With the work of all documents done, and the sources read in which findings stand. */
export async function analysed(read: ReadWorkspace, progress: Progress): Promise<ReadWorkspace> {
  progress.start('Analysing', read.encodings.size);
  await inSlices(read.workspace.snapshot.prepare(), () => progress.advance(1));
  await readSources(read);
  return read;
}

/**
 * With the sources read from which documents were made, and with what rules say, by which these are found. Where none were made, places
 * are where they are, and no rule is asked for them.
 */
export async function placed(read: ReadWorkspace, progress: Progress): Promise<ReadWorkspace> {
  const { workspace } = read;
  const snapshot = workspace.snapshot.factsAlone();
  const isAnyMade = snapshot.documents().some(uri => snapshot.facts(uri)?.generated);
  return isAnyMade ? analysed(read, progress) : { ...read, workspace: { ...workspace, snapshot } };
}

/** What work comes to that pauses now and then; interrupts are heard in between. */
export async function inSlices<R>(work: Generator<void, R, void>, advanced = () => {}): Promise<R> {
  let since = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    advanced();
    if (performance.now() - since < slice) continue;
    await pause();
    since = performance.now();
  }
}
