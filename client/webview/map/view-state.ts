/** What a reader has chosen: what is folded, filtered and selected, and where the picture stands. Plain JSON, kept over reloads. */

export interface Filter {
  /** Words that a name, a type or an account must hold; empty for all. */
  readonly search: string;
  /** Names; undefined for all. */
  readonly environment: string | undefined;
  /** An account's item id. */
  readonly account: string | undefined;
  readonly rule: string | undefined;
  readonly onlyCrossings: boolean;
  /** Whether edges that a hole decides are shown. */
  readonly possible: boolean;
}

/** What the picture is laid out for, and how. */
export interface Plan {
  /** Width by height of its place. */
  readonly aspect: number;
  /** Where edges between accounts lead. */
  readonly direction: 'right' | 'down';
}

/** Screen = scale × picture + (x, y), in pixels. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Of the picture that it looks at: on another one it would look at nothing. */
  readonly plan?: Plan;
}

export interface ViewState {
  /** Folded or not, for those that somebody folded or unfolded. */
  readonly folds: Readonly<Record<string, boolean>>;
  readonly filter: Filter;
  /** Ids of items: none, one, or the two ends of a path. */
  readonly selected: readonly string[];
  /** An edge of the picture, by its ends' items. */
  readonly bundle: string | undefined;
  /** Undefined until somebody moved it: then all is shown. */
  readonly camera: Camera | undefined;
  readonly showsTree: boolean;
}

export const noFilter: Filter = {
  search: '',
  environment: undefined,
  account: undefined,
  rule: undefined,
  onlyCrossings: false,
  possible: true,
};

export const initialView: ViewState = {
  folds: {},
  filter: noFilter,
  selected: [],
  bundle: undefined,
  camera: undefined,
  showsTree: true,
};

export type ViewEvent =
  | { readonly type: 'fold'; readonly ids: readonly string[]; readonly folded: boolean }
  | { readonly type: 'filter'; readonly change: Partial<Filter> }
  | { readonly type: 'select'; readonly id: string }
  /** The other end of a path; taken away again when it is one of both. */
  | { readonly type: 'select-also'; readonly id: string }
  | { readonly type: 'select-bundle'; readonly key: string }
  | { readonly type: 'deselect' }
  | { readonly type: 'toggle-tree' }
  | { readonly type: 'restore'; readonly view: ViewState };

export function afterEvent(view: ViewState, event: ViewEvent): ViewState {
  switch (event.type) {
    case 'fold':
      return { ...view, folds: { ...view.folds, ...Object.fromEntries(event.ids.map(id => [id, event.folded])) } };
    case 'filter':
      return { ...view, filter: { ...view.filter, ...event.change } };
    case 'select':
      return { ...view, selected: [event.id], bundle: undefined };
    case 'select-also':
      return { ...view, selected: withOther(view.selected, event.id), bundle: undefined };
    case 'select-bundle':
      return { ...view, selected: [], bundle: event.key };
    case 'deselect':
      return { ...view, selected: [], bundle: undefined };
    case 'toggle-tree':
      return { ...view, showsTree: !view.showsTree };
    case 'restore':
      return event.view;
  }
}

function withOther(selected: readonly string[], id: string): readonly string[] {
  if (selected.includes(id)) return selected.filter(other => other !== id);
  return [...selected.slice(0, 1), id];
}
