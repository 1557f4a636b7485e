/** What a principal reaches with the rights that it can give to itself, or to somebody it can act as, in spite of a boundary. */
import { type Widened, widenedOf } from '../../escalation/widened';
import type { EdgeGroup } from '../access-graph';
import { touchesOf } from '../data/touching';
import { type Reader, readerFor } from '../reader';
import { becomingOf } from './becoming';
import { restingOn } from './taking';

/** Beside what it reaches with those that it has. */
export function* wideningOf(reader: Reader): Iterable<EdgeGroup> {
  for (const widened of widenedOf(reader.asker())) {
    const then = readerFor(widened.identity, reader.index, reader.directory);
    for (const edge of [...touchesOf(then), ...becomingOf(then)]) {
      const targets = edge.targets.filter(id => id !== reader.principal.id && id !== widened.identity.id);
      if (targets.length > 0) yield { ...after(widened, edge), targets };
    }
  }
}

const first = {
  unbounded: 'may take a permissions boundary off, and then',
  'within-boundary': 'may grant whatever a permissions boundary allows, and then',
} as const;

function after({ identity, is, method, way }: Widened, edge: EdgeGroup): EdgeGroup {
  const hops = way.answers.map(({ hop }) => hop);
  const { because, conditions } = restingOn(hops);
  const onward = is === 'unbounded' ? edge.because : identity.boundary.map(({ policy }) => policy.at);
  return {
    ...edge,
    method: method.id,
    certain: edge.certain && way.isCertain,
    says: edge.says.replace(/^may/, first[is]),
    asked: [...hops.map(({ request }) => request), ...edge.asked],
    because: [...new Set([...because, ...onward])],
    conditions: [...new Set([...conditions, ...edge.conditions])],
  };
}
