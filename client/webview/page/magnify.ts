/** From afar, names are drawn larger, lines thicker, and what cannot be read is not drawn. */

/** The scale below which small text cannot be read. */
const far = 0.45;
/** That below which only accounts can be told from each other. */
const farthest = 0.17;
/** All of the picture gets another style with each step. */
const step = 1.15;

/** `--bh-pixel`: how long in the picture, from afar, what is a pixel on the screen. What cannot be read costs most of the time that a frame takes. */
export function magnify(svg: SVGSVGElement, scale: number): void {
  svg.classList.toggle('far', scale < far);
  svg.classList.toggle('farthest', scale < farthest);
  const steps = Math.round(Math.log(1 / Math.min(far, Math.max(farthest, scale))) / Math.log(step));
  const pixel = `${(step ** steps).toFixed(2)}px`;
  if (svg.style.getPropertyValue('--bh-pixel') !== pixel) svg.style.setProperty('--bh-pixel', pixel);
}
