/**
 * The circles of a graph, each as the names on it; a name that needs itself alone counts. Tarjan's strongly connected components,
 * with a stack of its own: templates can chain more resources than the runtime's stack holds.
 */
export function cyclesIn(needs: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const search: Search = { needs, order: new Map(), lowest: new Map(), open: [], isOpen: new Set(), found: [] };
  for (const start of needs.keys()) if (!search.order.has(start)) visitFrom(start, search);
  return search.found;
}

interface Search {
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** When each name was first met. */
  readonly order: Map<string, number>;
  /** The earliest name that each can come back to. */
  readonly lowest: Map<string, number>;
  /** Names whose circle is not yet complete. */
  readonly open: string[];
  readonly isOpen: Set<string>;
  readonly found: (readonly string[])[];
}

interface Visit {
  readonly name: string;
  readonly rest: Iterator<string>;
}

function visitFrom(start: string, search: Search): void {
  const visits = [enter(start, search)];
  for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
    const next = visit.rest.next();
    if (next.done) {
      visits.pop();
      leave(visit.name, visits.at(-1)?.name, search);
    } else if (!search.order.has(next.value)) {
      visits.push(enter(next.value, search));
    } else if (search.isOpen.has(next.value)) {
      lower(visit.name, search.order.get(next.value)!, search);
    }
  }
}

function enter(name: string, { needs, order, lowest, open, isOpen }: Search): Visit {
  lowest.set(name, order.size);
  order.set(name, order.size);
  open.push(name);
  isOpen.add(name);
  return { name, rest: (needs.get(name) ?? nothing).values() };
}

const nothing: ReadonlySet<string> = new Set();

function lower(name: string, to: number, { lowest }: Search): void {
  lowest.set(name, Math.min(lowest.get(name)!, to));
}

function leave(name: string, above: string | undefined, search: Search): void {
  const { needs, order, lowest, open, isOpen, found } = search;
  if (above !== undefined) lower(above, lowest.get(name)!, search);
  if (lowest.get(name) !== order.get(name)) return;
  const members = open.splice(open.lastIndexOf(name));
  for (const member of members) isOpen.delete(member);
  if (members.length > 1 || needs.get(name)?.has(name)) found.push(members);
}
