/** The roles of a workspace by what they are called, so that a pattern finds those that it may mean without looking at the others. */
import type { Resource } from '../../model/resource';
import { saysProduction } from '../environments/says-production';
import type { Vocabulary } from '../environments/vocabulary';
import { byNearness, nearestThatFit } from './nearest-roles';
import { hasShape, namesOf } from './role-shapes';
import { placeOf, type RoleEntry, replaced, reversed, type SortedRoles, sortedRoles } from './sorted-roles';
import type { NameShape, RoleRange } from './workspace-index';

/** Never changes; but sorts when it is first asked, and from then on hands what is sorted on to what comes after it. */
export interface RoleDirectory {
  find(shape: NameShape): RoleRange;
  /** Those whose own words say that they are production's. */
  ofProduction(vocabulary: Vocabulary): RoleDirectory;
  /** `fresh` are all roles of the documents whose roles are `gone`; `all` are those of every document then. */
  with(gone: ReadonlySet<Resource>, fresh: readonly Resource[], all: () => readonly Resource[]): RoleDirectory;
}

/** `all` in order of place within each document. */
export function roleDirectory(all: () => readonly Resource[]): RoleDirectory {
  return new SortingDirectory(all);
}

class SortingDirectory implements RoleDirectory {
  constructor(
    private readonly all: () => readonly Resource[],
    private known?: SortedRoles,
    private production?: { readonly vocabulary: Vocabulary; readonly directory: RoleDirectory },
  ) {}

  find(shape: NameShape): RoleRange {
    return rangeOf(shape, this.sorted());
  }

  ofProduction(vocabulary: Vocabulary): RoleDirectory {
    if (this.production?.vocabulary !== vocabulary) {
      const directory = roleDirectory(() => productionAmong(this.all(), vocabulary));
      this.production = { vocabulary, directory };
    }
    return this.production.directory;
  }

  with(gone: ReadonlySet<Resource>, fresh: readonly Resource[], all: () => readonly Resource[]): RoleDirectory {
    if (!this.known) return roleDirectory(all);
    const { production } = this;
    const sorted = replaced(this.known, gone, fresh);
    if (!production) return new SortingDirectory(all, sorted);
    const { vocabulary, directory } = production;
    const ofProduction = (roles: readonly Resource[]) => productionAmong(roles, vocabulary);
    const next = directory.with(gone, ofProduction(fresh), () => ofProduction(all()));
    return new SortingDirectory(all, sorted, { vocabulary, directory: next });
  }

  private sorted(): SortedRoles {
    this.known ??= sortedRoles(this.all());
    return this.known;
  }
}

function productionAmong(roles: readonly Resource[], vocabulary: Vocabulary): readonly Resource[] {
  return roles.filter(role => saysProduction(role, vocabulary));
}

/** More roles of one shape than these are not sorted for each question. */
const MOST_SORTED = 100;

function rangeOf(shape: NameShape, sorted: SortedRoles): RoleRange {
  const { entries, from, to } = boundsOf(shape, sorted);
  const start = placeOf(entries, from);
  const end = placeOf(entries, to);
  const fits = (role: Resource) => namesOf(role).some(name => hasShape(name, shape));
  return {
    count: end - start,
    nearest: (uri, most) =>
      end - start > MOST_SORTED
        ? nearestThatFit(sorted.byPlace, fits, uri, most)
        : byNearness(entries.slice(start, end), uri).slice(0, most),
  };
}

interface Bounds {
  readonly entries: readonly RoleEntry[];
  readonly from: string;
  readonly to: string;
}

function boundsOf(shape: NameShape, { byBeginning, byEnding }: SortedRoles): Bounds {
  if ('name' in shape) return { entries: byBeginning, from: shape.name, to: `${shape.name}\0` };
  if ('beginning' in shape) {
    return { entries: byBeginning, from: shape.beginning, to: `${shape.beginning}\uffff` };
  }
  const ending = reversed(shape.ending);
  return { entries: byEnding, from: ending, to: `${ending}\uffff` };
}
