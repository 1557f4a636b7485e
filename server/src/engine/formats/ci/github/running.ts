import type { Text } from '../../../model/text';
import type { Making } from '../making';
import type { Called } from '../run-script';
import type { Credentials, Session } from '../session';
import type { Contexts } from './expressions';

/** A job while its steps are read. */
export interface Running {
  readonly contexts: Contexts;
  readonly session: Session;
  /** Where scripts run that do not say it: `defaults.run.working-directory`. */
  readonly directory: Text | undefined;
  /** Credentials that steps have configured, the latest last, each with the condition of its step. */
  readonly configured: readonly Configured[];
  /** A step has failed: those after it do not run. */
  readonly isOver?: boolean;
  /** What was found so far. */
  readonly found: { readonly calls: Called[]; readonly made: Making[] };
}

export interface Configured {
  readonly condition: string | undefined;
  readonly credentials: Credentials | undefined;
}
