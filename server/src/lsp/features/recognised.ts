import type { Uri } from '../../engine/text/text';
import type { Session } from '../session';

/** To be called after changes: calls back when the documents of a known format are others than before. */
export function recognising(session: Session, tell: (documents: readonly Uri[]) => void): () => void {
  let told: readonly Uri[] = [];
  return () => {
    const now = session.snapshot.documents();
    if (now.length === told.length && now.every((uri, i) => uri === told[i])) return;
    told = now;
    tell(now);
  };
}
