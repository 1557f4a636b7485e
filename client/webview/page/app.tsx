/** The page: waits for its map. */
import type { Layout, Place } from '../layout/layout';
import type { Scene } from '../map/scene';
import { initialView } from '../map/view-state';
import type { Host } from './host';
import { MapPage, type PageExports } from './map-page';
import { useHost } from './use-host';

/** Pixels. In a narrower page the tree, which is in the side bar too, would take the picture's room; a button brings it. */
const roomForTree = 1200;

export interface AppProps {
  readonly host: Host;
  readonly exports: PageExports;
  layoutScene(scene: Scene, place: Place): Promise<Layout>;
}

export function App({ host, exports, layoutScene }: AppProps) {
  const { map, roots, show, restored } = useHost(host);
  if (map === undefined)
    return (
      <p class="empty" role="status">
        Reading the workspace…
      </p>
    );
  return (
    <MapPage
      map={map}
      roots={roots}
      show={show}
      initial={restored ?? { ...initialView, showsTree: window.innerWidth >= roomForTree }}
      host={host}
      exports={exports}
      layoutScene={layoutScene}
    />
  );
}
