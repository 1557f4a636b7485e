import { useEffect, useRef, useState } from 'preact/hooks';
import type { Layout, Place } from '../layout/layout';
import type { Scene } from '../map/scene';
import type { Plan } from '../map/view-state';

/** A scene with its places: those belong together, and a new scene is shown when its places are known. */
export interface Drawing {
  readonly scene: Scene;
  readonly layout: Layout;
}

/** Nothing is laid out before the place's `aspect` is known; as long as that stays, the direction stays, `first` to begin with. */
export function useDrawing(
  scene: Scene,
  aspect: number | undefined,
  first: Plan | undefined,
  layoutScene: (scene: Scene, place: Place) => Promise<Layout>,
  onProblem: (error: unknown) => void,
): Drawing | undefined {
  const [drawing, setDrawing] = useState<Drawing>();
  const plan = useRef(first);
  useEffect(() => {
    if (aspect === undefined) return;
    let isCurrent = true;
    const show = (layout: Layout) => {
      if (!isCurrent) return;
      plan.current = layout.plan;
      setDrawing({ scene, layout });
    };
    layoutScene(scene, plan.current?.aspect === aspect ? plan.current : { aspect }).then(show, onProblem);
    return () => {
      isCurrent = false;
    };
  }, [scene, aspect]);
  return drawing;
}
