import { child, items, type Place } from '../../place';
import { type Head, headOf } from '../addresses';

/** A resource or data source of a state, as `terraform show -json` gives it. */
export interface StateResource {
  readonly head: Head;
  readonly place: Place;
  readonly values: Place | undefined;
  /** The key of its provider; its alias only where the state tells it. */
  readonly provider: string;
}

/** Every resource under `root_module` and its child modules, in order. */
export function stateResources(values: Place | undefined): readonly StateResource[] {
  const root = values && child(values, 'root_module');
  const out: StateResource[] = [];
  const open = root ? [root] : [];
  for (let module = open.pop(); module; module = open.pop()) {
    const resources = child(module, 'resources');
    for (const place of resources ? items(resources) : []) {
      const head = headOf(place);
      if (head) out.push({ head, place, values: child(place, 'values'), provider: head.type.split('_')[0]! });
    }
    const children = child(module, 'child_modules');
    if (children) open.push(...[...items(children)].reverse());
  }
  return out;
}
