import type { NamedEnvironment } from '../../../analysis/environments/environments';
import type { KnownEnvironment } from '../../../analysis/environments/known-environment';
import type { Severity } from '../../../model/problem';
import type { Text } from '../../../model/text';
import type { SourcePointer } from '../../../text/text';
import type { Related } from '../../rule';
import type { Renaming } from './fixes';

/** A thing that a text names, of known environment. */
export interface Thing {
  readonly text: Text;
  /** As a sentence says it. */
  readonly called: string;
  readonly environment: KnownEnvironment;
  /** It is exported in another account or region, where no import finds it. */
  readonly isOutOfReach?: true;
}

/** A resource of one environment that names a thing of another. */
export interface Naming {
  /** What a person calls the resource. */
  readonly label: string;
  readonly from: NamedEnvironment;
  readonly environment: NamedEnvironment;
  /** The thing, as a sentence says it. */
  readonly called: string;
  /** As of a `Thing`. */
  readonly isOutOfReach?: true;
  readonly at: SourcePointer;
  readonly severity: Severity;
  /** What the thing's account is declared to be instead of what its name says, which is the resource's own. */
  readonly declared?: NamedEnvironment;
  /** Why we think so of both, where that is not in the names. */
  readonly because: readonly Related[];
  /** How it could name a thing of its own environment instead; absent where nobody can tell. */
  readonly renaming?: Renaming;
}

/** Why a thing is of its environment. */
export function reason(called: string, { name, because }: Pick<KnownEnvironment, 'name' | 'because'>): Related {
  return { message: `${called} is ${name}: ${because.message}`, at: because.at };
}
