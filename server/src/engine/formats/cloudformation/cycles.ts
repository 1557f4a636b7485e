interface Visit {
  readonly name: string;
  readonly rest: Iterator<string>;
}

/**
 * The circles of a graph, each as the names on it in order of the graph; a name that needs itself alone counts. Tarjan's strongly
 * connected components, with a stack of its own: templates can chain more resources than the runtime's stack holds.
 */
export function cyclesIn(needs: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: string[][] = [];
  const enter = (name: string): Visit => {
    order.set(name, order.size);
    lowest.set(name, order.get(name)!);
    open.push(name);
    isOpen.add(name);
    return { name, rest: (needs.get(name) ?? new Set<string>()).values() };
  };
  const lower = (name: string, to: number) => lowest.set(name, Math.min(lowest.get(name)!, to));
  for (const start of needs.keys()) {
    const visits = order.has(start) ? [] : [enter(start)];
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const next = visit.rest.next();
      if (!next.done) {
        if (!order.has(next.value)) visits.push(enter(next.value));
        else if (isOpen.has(next.value)) lower(visit.name, order.get(next.value)!);
        continue;
      }
      visits.pop();
      const above = visits.at(-1);
      if (above) lower(above.name, lowest.get(visit.name)!);
      if (lowest.get(visit.name) === order.get(visit.name)) {
        const members = open.splice(open.lastIndexOf(visit.name));
        for (const member of members) isOpen.delete(member);
        if (members.length > 1 || needs.get(visit.name)?.has(visit.name)) found.push(members);
      }
    }
  }
  return found;
}
