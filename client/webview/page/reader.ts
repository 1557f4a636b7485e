/** The reader of a map: what they chose and look at, and what they can do. */
import { useEffect, useReducer, useState } from 'preact/hooks';
import type { AccountMap, MapPlace } from '../../../server/src/account-map';
import { accountItemId, ancestorsOf, type Outline, stackItemId } from '../map/outline';
import { placeOf } from '../map/places';
import { drawnFor, isFolded } from '../map/scene';
import { afterEvent, type Filter, type ViewState } from '../map/view-state';
import type { Host } from './host';
import { type MapModel, useMapModel } from './model';
import type { Show } from './use-host';

/** What is to be brought into view once it is drawn; `withLight`: with all that it lights up. */
export interface Wanted {
  readonly id: string;
  readonly withLight: boolean;
}

export interface Reader {
  readonly view: ViewState;
  readonly model: MapModel;
  /** In the tree. */
  readonly focused: string | undefined;
  readonly wanted: Wanted | undefined;
  /** Items that keep their place on the screen when the picture changes, the most important first. */
  readonly anchors: readonly string[];
  focus(id: string): void;
  fold(ids: readonly string[], folded: boolean): void;
  /** Folds what is open, and the other way round. */
  toggle(id: string): void;
  /** `also`: as the other end of a path. */
  select(id: string, also: boolean): void;
  selectBundle(key: string): void;
  deselect(): void;
  filter(change: Partial<Filter>): void;
  toggleTree(): void;
  want(wanted: Wanted | undefined): void;
  /** Unfolds the way to it, selects it and brings it into view. */
  goTo(id: string): void;
  /** The first that the search found. */
  goToFound(): void;
  /** The item's source; nothing where no source can be opened. */
  reveal(id: string, takesFocus: boolean): void;
  /** Undefined where no source can be opened. */
  readonly revealPlace: ((place: MapPlace) => void) | undefined;
}

export function useReader(map: AccountMap, initial: ViewState, host: Host): Reader {
  const [view, dispatch] = useReducer(afterEvent, initial);
  const [focused, focus] = useState<string>();
  const [wanted, want] = useState<Wanted>();
  const [toggled, setToggled] = useState<string>();
  const model = useMapModel(map, view);
  const { outline, rows, found } = model;
  const { folds, selected } = view;
  const reader: Reader = {
    view,
    model,
    focused,
    wanted,
    anchors: [toggled, ...selected].flatMap(id => (id === undefined ? [] : [drawnFor(outline, folds, id)])),
    focus,
    want,
    fold(ids, folded) {
      dispatch({ type: 'fold', ids, folded });
      setToggled(ids[0]);
    },
    toggle(id) {
      const item = outline.items.get(id);
      if (item !== undefined && item.kind !== 'resource') reader.fold([id], !isFolded(item, folds));
    },
    select(id, also) {
      dispatch({ type: also ? 'select-also' : 'select', id });
      focus(id);
    },
    selectBundle: key => dispatch({ type: 'select-bundle', key }),
    deselect: () => dispatch({ type: 'deselect' }),
    filter: change => dispatch({ type: 'filter', change }),
    toggleTree: () => dispatch({ type: 'toggle-tree' }),
    goTo(id) {
      reader.fold(ancestorsOf(outline, id), false);
      reader.select(id, false);
      want({ id, withLight: true });
    },
    goToFound() {
      const first = rows.find(row => found?.has(row.item.id));
      if (first !== undefined) reader.goTo(first.item.id);
    },
    reveal(id, takesFocus) {
      const item = outline.items.get(id);
      const place = item && placeOf(item);
      if (place !== undefined && host.opensSources) host.post({ type: 'reveal', place, takesFocus });
    },
    revealPlace: host.opensSources ? place => host.post({ type: 'reveal', place, takesFocus: false }) : undefined,
  };
  return reader;
}

/** Goes where the panel asks. */
export function useShown(show: Show | undefined, { model: { outline }, goTo, fold, select }: Reader): void {
  useEffect(() => {
    if (show === undefined) return;
    const id = itemNamed(outline, show.id);
    const also = show.also === undefined ? undefined : itemNamed(outline, show.also);
    if (id !== undefined) goTo(id);
    if (also !== undefined) {
      fold(ancestorsOf(outline, also), false);
      select(also, true);
    }
  }, [show]);
}

/** What the panel calls by the map's own id. */
function itemNamed(outline: Outline, id: string): string | undefined {
  return [id, stackItemId(id), accountItemId(id)].find(candidate => outline.items.has(candidate));
}
