import { useEffect, useState } from 'preact/hooks';
import type { AccountMap } from '../../../server/src/account-map';
import type { ViewState } from '../map/view-state';
import type { PanelMessage } from '../messages';
import type { Host } from './host';

export type Show = Extract<PanelMessage, { readonly type: 'show' }>;

export interface FromHost {
  /** Undefined until it came. */
  readonly map: AccountMap | undefined;
  readonly roots: readonly string[];
  /** The last one that was asked for; another object each time. */
  readonly show: Show | undefined;
  readonly restored: ViewState | undefined;
}

export function useHost(host: Host): FromHost {
  const [state, setState] = useState<FromHost>({
    map: undefined,
    roots: [],
    show: undefined,
    restored: host.savedView,
  });
  useEffect(() => {
    const stop = host.listen(message => {
      if (message.type === 'map') setState(before => ({ ...before, map: message.map, roots: message.roots }));
      else if (message.type === 'show') setState(before => ({ ...before, show: message }));
      else setState(before => ({ ...before, restored: before.map === undefined ? message.view : before.restored }));
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host]);
  return state;
}
