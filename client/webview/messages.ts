/**
 * What the map's page and the panel around it say to each other. Both read the other's messages with the functions here, which
 * take nothing that has not its shape.
 */
import type { AccountMap, MapPlace } from '../../server/src/account-map';
import type { Camera, Filter, Plan, ViewState } from './map/view-state';
import { accountMap, mapPlace } from './map-shape';
import { flag, listOf, number, object, oneOf, optional, recordOf, type Shape, text } from './shapes';

/** To the page. */
export type PanelMessage =
  /** `roots`: URIs of the workspace's folders without a slash at the end, which exports leave out. Sent again after each change. */
  | { readonly type: 'map'; readonly map: AccountMap; readonly roots: readonly string[] }
  /** Selects what has that id in the map's JSON (a resource, a stack, an account), unfolds the way to it and brings it into view; with `also`, the path between both. */
  | { readonly type: 'show'; readonly id: string; readonly also?: string }
  /** What the page had sent as `view`, before it is sent the first map. */
  | { readonly type: 'restore'; readonly view: ViewState };

export type ExportKind = 'svg' | 'html' | 'mermaid' | 'json';

/** To the panel. */
export type PageMessage =
  /** The page listens: it is to be sent the map. */
  | { readonly type: 'ready' }
  /** A place of the map; `takesFocus` false: the reader goes on in the map. The panel opens none that its map does not hold. */
  | { readonly type: 'reveal'; readonly place: MapPlace; readonly takesFocus: boolean }
  | { readonly type: 'export'; readonly kind: ExportKind; readonly content: string }
  /** What is to be restored; at most a few times in a second. */
  | { readonly type: 'view'; readonly view: ViewState }
  /** What went wrong in the page, for the log. */
  | { readonly type: 'problem'; readonly message: string };

export const exportKinds: readonly ExportKind[] = ['svg', 'html', 'mermaid', 'json'];

/** Undefined for what is no such message. */
export function readPanelMessage(value: unknown): PanelMessage | undefined {
  return panelMessages.some(shape => shape(value)) ? (value as PanelMessage) : undefined;
}

/** Undefined for what is no such message. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  return pageMessages.some(shape => shape(value)) ? (value as PageMessage) : undefined;
}

/** Undefined for what no page has saved. */
export function readView(value: unknown): ViewState | undefined {
  return viewState(value) ? value : undefined;
}

const filter = object<Filter>({
  search: text,
  environment: optional(text),
  account: optional(text),
  rule: optional(text),
  onlyCrossings: flag,
  possible: flag,
});

const plan = object<Plan>({ aspect: number, direction: oneOf('right', 'down') });
const camera = object<Camera>({ x: number, y: number, scale: number, plan: optional(plan) });

const viewState: Shape<ViewState> = object<ViewState>({
  folds: recordOf(flag),
  filter,
  selected: listOf(text),
  bundle: optional(text),
  camera: optional(camera),
  showsTree: flag,
});

type Of<Message extends { readonly type: string }, Type> = Extract<Message, { readonly type: Type }>;

const panelMessages: readonly Shape<PanelMessage>[] = [
  object<Of<PanelMessage, 'map'>>({ type: oneOf('map'), map: accountMap, roots: listOf(text) }),
  object<Of<PanelMessage, 'show'>>({ type: oneOf('show'), id: text, also: optional(text) }),
  object<Of<PanelMessage, 'restore'>>({ type: oneOf('restore'), view: viewState }),
];

const pageMessages: readonly Shape<PageMessage>[] = [
  object<Of<PageMessage, 'ready'>>({ type: oneOf('ready') }),
  object<Of<PageMessage, 'reveal'>>({ type: oneOf('reveal'), place: mapPlace, takesFocus: flag }),
  object<Of<PageMessage, 'export'>>({ type: oneOf('export'), kind: oneOf(...exportKinds), content: text }),
  object<Of<PageMessage, 'view'>>({ type: oneOf('view'), view: viewState }),
  object<Of<PageMessage, 'problem'>>({ type: oneOf('problem'), message: text }),
];
