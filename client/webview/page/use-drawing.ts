import { useEffect, useState } from 'preact/hooks';
import type { Layout } from '../layout/layout';
import type { Scene } from '../map/scene';

/** A scene with its places: those belong together, and a new scene is shown when its places are known. */
export interface Drawing {
  readonly scene: Scene;
  readonly layout: Layout;
}

export function useDrawing(
  scene: Scene,
  layoutScene: (scene: Scene) => Promise<Layout>,
  onProblem: (error: unknown) => void,
): Drawing | undefined {
  const [drawing, setDrawing] = useState<Drawing>();
  useEffect(() => {
    let isCurrent = true;
    layoutScene(scene).then(layout => isCurrent && setDrawing({ scene, layout }), onProblem);
    return () => {
      isCurrent = false;
    };
  }, [scene]);
  return drawing;
}
