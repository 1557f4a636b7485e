/** Who is around the page: VS Code's panel, or nobody, in an exported file. */
import type { AccountMap } from '../../../server/src/account-map';
import type { ViewState } from '../map/view-state';
import { accountMap } from '../map-shape';
import { type PageMessage, type PanelMessage, readPanelMessage, readView } from '../messages';

export interface Host {
  post(message: PageMessage): void;
  /** Gives what stops it. */
  listen(listener: (message: PanelMessage) => void): () => void;
  /** Of before the page was reloaded. */
  readonly savedView: ViewState | undefined;
  /** Whether a click can open a source. */
  readonly opensSources: boolean;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export function hostAround(embedded: AccountMap | undefined): Host {
  return embedded === undefined ? panel(acquireVsCodeApi()) : nobody(embedded);
}

/** The map that an exported file holds. */
export function embeddedMap(): AccountMap | undefined {
  const element = document.getElementById('map-data');
  if (element === null) return undefined;
  const map: unknown = JSON.parse(element.textContent);
  return accountMap(map) ? map : undefined;
}

function panel(api: VsCodeApi): Host {
  return {
    post(message) {
      if (message.type === 'view') api.setState(message.view);
      api.postMessage(message);
    },
    listen(listener) {
      const read = ({ data }: MessageEvent<unknown>) => {
        const message = readPanelMessage(data);
        if (message !== undefined) listener(message);
      };
      window.addEventListener('message', read);
      return () => window.removeEventListener('message', read);
    },
    savedView: readView(api.getState()),
    opensSources: true,
  };
}

function nobody(map: AccountMap): Host {
  return {
    post(message) {
      if (message.type === 'export') download(`account-map.${endings[message.kind]}`, message.content);
    },
    listen(listener) {
      listener({ type: 'map', map, roots: [] });
      return () => {};
    },
    savedView: undefined,
    opensSources: false,
  };
}

const endings = { svg: 'svg', html: 'html', mermaid: 'mmd', json: 'json' } as const;

function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
