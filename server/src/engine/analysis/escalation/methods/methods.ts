/**
 * The catalogue of methods, from the papers and tools of the field that list them (Rhino Security Labs, pathfinding.cloud) and from
 * AWS's Service Authorization Reference, as of March 2026.
 */
import type { Method } from '../escalation';
import { beyond } from './beyond';
import { existing, pipelines } from './existing';
import { administrator, creations, selfGrants, takeovers } from './identities';
import { launches } from './launches';

export const methods: readonly Method[] = [
  administrator,
  ...selfGrants,
  ...creations,
  ...takeovers,
  ...launches,
  ...existing,
  ...pipelines,
  ...beyond,
];
