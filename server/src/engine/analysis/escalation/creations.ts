/** Making identities, and the permissions boundaries that they must have for it. */
import { absent, holding } from '../../policy/context';
import { literal, patternOf, subtract, wildcards } from '../../policy/language';
import type { Asker } from './asker';
import { exactly } from './asking';
import type { Step } from './escalation';
import { BOUNDARY } from './target';
import { mayTake, take, type Way } from './ways';

/** A way to make an identity. */
export interface Creation {
  readonly way: Way;
  /**
   * The ARN of the boundary that it must have; `any` where its maker may choose among more than are worth counting; undefined where
   * it needs none.
   */
  readonly boundary: string | 'any' | undefined;
}

/** Lists of boundaries to choose from that somebody wrote are shorter. */
const MOST_BOUNDARIES = 5;

/** What stands for a name that only deployment gives says where the policy is written, colons included. */
export const policies = patternOf([...wildcards('arn:*:iam::*:policy/', true), ...wildcards('*')]);

/** All with different boundaries; the one without a boundary alone, where that may be. */
export function creationsBy(chain: readonly Step[], asker: Asker): readonly Creation[] {
  const key = chain.flatMap(({ actions }) => actions).join(' ');
  const made = asker.creations.get(key) ?? findCreations(chain, asker);
  asker.creations.set(key, made);
  return made;
}

function findCreations(chain: readonly Step[], asker: Asker): readonly Creation[] {
  if (!mayTake(chain, asker)) return [];
  const free = take(chain, {}, asker, () => ({ [BOUNDARY]: absent }));
  if (free?.isCertain) return [{ way: free, boundary: undefined }];
  const bounded = [...withBoundaries(chain, asker)];
  if (bounded.length === MOST_BOUNDARIES) return [{ ...bounded[0]!, boundary: 'any' }];
  return free ? [{ way: free, boundary: undefined }, ...bounded] : bounded;
}

function* withBoundaries(chain: readonly Step[], asker: Asker): Iterable<Creation> {
  const tried: string[] = [];
  while (tried.length < MOST_BOUNDARIES) {
    const others = holding(subtract(policies, literal(...tried)));
    const boundary = boundaryIn(take(chain.slice(0, 1), {}, asker, () => ({ [BOUNDARY]: others })));
    if (boundary === undefined) return;
    tried.push(boundary);
    const way = take(chain, {}, asker, () => ({ [BOUNDARY]: exactly(boundary) }));
    if (way) yield { way, boundary };
  }
}

function boundaryIn(way: Way | undefined): string | undefined {
  return way?.answers[0]?.asked.context['iam:PermissionsBoundary'];
}
