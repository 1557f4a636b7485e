import { useEffect, useRef } from 'preact/hooks';
import type { Camera, ViewState } from '../map/view-state';
import type { Host } from './host';

/** Milliseconds of rest before what the reader chose is sent to be kept. */
const rest = 250;

/** Gives what to call when the camera moved: it moves too often to be state. */
export function useSavedView(host: Host, view: ViewState): (camera: Camera) => void {
  const latest = useRef(view);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  latest.current = { ...view, camera: latest.current.camera };
  const save = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => host.post({ type: 'view', view: latest.current }), rest);
  };
  useEffect(save, [view]);
  return camera => {
    latest.current = { ...latest.current, camera };
    save();
  };
}
