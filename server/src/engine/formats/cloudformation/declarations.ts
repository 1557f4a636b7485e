import type { ResourceId } from '../../model/ids';

/** A resource that the template makes, by its own word or by a macro's. */
export interface Declared {
  readonly type: string;
  readonly id: ResourceId;
}

/** The names that were asked about, each with the type that was found: what an answer rests on. */
export type Lookups = ReadonlyMap<string, string | undefined>;

/** The resources of a template by logical id. */
export interface Declarations {
  get(logicalId: string): Declared | undefined;
  /** What `work` asks for. */
  during(work: () => void): Lookups;
  /** Whether those who asked then would be told the same now. */
  hold(lookups: Lookups): boolean;
}

const nothing: Lookups = new Map();

export function declarations(declared: ReadonlyMap<string, Declared>): Declarations {
  let asked: Map<string, string | undefined> | undefined;
  return {
    get(logicalId) {
      const found = declared.get(logicalId);
      asked?.set(logicalId, found?.type);
      return found;
    },
    during(work) {
      const outer = asked;
      const inner = new Map<string, string | undefined>();
      asked = inner;
      work();
      asked = outer;
      for (const [logicalId, type] of inner) outer?.set(logicalId, type);
      return inner.size === 0 ? nothing : inner;
    },
    hold(lookups) {
      for (const [logicalId, type] of lookups) if (declared.get(logicalId)?.type !== type) return false;
      return true;
    },
  };
}
