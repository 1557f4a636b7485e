/** The picture as a file of its own: styles in it, no script, nothing from elsewhere. */
import { renderToString } from 'preact-render-to-string';
import { drawingStyle } from '../drawing/drawing-style';
import { withColours } from '../drawing/palette';
import { Picture } from '../drawing/picture';
import type { Layout } from '../layout/layout';
import type { Scene } from '../map/scene';

/** Around the picture, in pixels. */
const margin = 32;

/** Light, and dark for readers who asked their system for dark. */
export function svgOf(scene: Scene, layout: Layout): string {
  const width = Math.ceil(layout.size.width) + 2 * margin;
  const height = Math.ceil(layout.size.height) + 2 * margin;
  const picture = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="bh-map"
      role="img"
      aria-label="Account map"
      width={width}
      height={height}
      viewBox={`${-margin} ${-margin} ${width} ${height}`}
    >
      <style>{styleOfFile}</style>
      <rect class="paper" x={-margin} y={-margin} width={width} height={height} />
      <Picture scene={scene} layout={layout} />
    </svg>
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${asXml(renderToString(picture))}\n`;
}

const paper = '.paper { fill: var(--bh-surface); }';
const style = `${drawingStyle.replaceAll(/var\(--vscode-font-family, ([^)]*)\)/g, '$1')}${paper}`;
const styleOfFile = `${withColours(style, 'light')}@media (prefers-color-scheme: dark) {${withColours(style, 'dark')}}`;

/** Unlike HTML, XML has no place for control characters, not even escaped, nor for half a character, nor for the end of a CDATA section. */
function asXml(html: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
  const xml = html.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
  return xml.replaceAll(']]>', ']]&gt;');
}
