import { useLayoutEffect, useState } from 'preact/hooks';

/** How many times as wide or as high for its other side a place must become before the picture is laid out for it again. */
const another = 1.4;

/**
 * Width by height of an element, as it was when it last became quite another one: small changes move nothing. `kept`: what it was for
 * the picture that is to be shown again. Undefined before it is measured.
 */
export function useAspect(element: { readonly current: Element | null }, kept: number | undefined): number | undefined {
  const [aspect, setAspect] = useState<number>();
  useLayoutEffect(() => {
    const measure = () => {
      const { width, height } = element.current!.getBoundingClientRect();
      // A panel that is hidden has no size.
      if (width > 0 && height > 0) setAspect(before => settled(before ?? kept, width / height));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return aspect;
}

function settled(before: number | undefined, now: number): number {
  return before !== undefined && now < before * another && before < now * another ? before : now;
}
