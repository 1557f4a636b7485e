/** What several boxes of the picture have: words in pills, counts of findings, the sign to fold by. */
import type { MapFinding, MapTier } from '../../../server/src/account-map';
import { fonts } from '../layout/sizes';
import { fitted, textWidth } from '../layout/text-width';
import { tierInWords } from '../map/words';
import { TierIcon, tierClass } from './icons';

/** Ends at `right`. */
export function TierPill({
  tier,
  name,
  right,
  y,
}: {
  tier: MapTier | undefined;
  name: string | undefined;
  right: number;
  y: number;
}) {
  const text = fitted(name ?? (tier === undefined ? 'environment unknown' : tierInWords(tier)), fonts.detail, 150);
  const width = textWidth(text, fonts.detail) + 37;
  return (
    <g class={tierClass(tier)} transform={`translate(${Math.round(right - width)} ${y})`}>
      <rect class="pill mark" width={Math.round(width)} height={20} rx={10} />
      <g transform="translate(8 3.5) scale(0.8)">
        <TierIcon tier={tier} x={0} y={0} />
      </g>
      <text class="pill-text" x={25} y={10.5}>
        {text}
      </text>
    </g>
  );
}

/** How many findings, coloured by the worst; its middle is at (x, y). */
export function FindingsBadge({ findings, x, y }: { findings: readonly MapFinding[]; x: number; y: number }) {
  if (findings.length === 0) return null;
  const text = findings.length > 99 ? '99+' : `${findings.length}`;
  const half = text.length > 1 ? 6 + text.length * 2.5 : 8.5;
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>
        {findings
          .map(finding => `${finding.rule}: ${finding.message}`)
          .slice(0, 5)
          .join('\n')}
      </title>
      <rect class={`badge-${worst(findings)}`} x={-half} y={-8.5} width={2 * half} height={17} rx={8.5} />
      <text class="badge-count" y={0.5}>
        {text}
      </text>
    </g>
  );
}

function worst(findings: readonly MapFinding[]): 'error' | 'warning' | 'other' {
  if (findings.some(finding => finding.severity === 'error')) return 'error';
  return findings.some(finding => finding.severity === 'warning') ? 'warning' : 'other';
}

const nameClasses = { account: 'account-name', stack: 'stack-name', name: 'name' } as const;

/**
 * `roomFromAfar`: how wide it may become where the page draws it larger, which it does where the signs before it are too small to be seen.
 * The font's size around it says how large that is.
 */
export function Name({
  text,
  font,
  x,
  y,
  room,
  roomFromAfar,
}: {
  text: string;
  font: keyof typeof nameClasses;
  x: number;
  y: number;
  room: number;
  roomFromAfar: number;
}) {
  const shown = fitted(text, fonts[font], room);
  const largest = (0.92 * fonts[font] * roomFromAfar) / textWidth(shown, fonts[font]);
  return (
    <g font-size={Math.floor(largest)}>
      <text class={nameClasses[font]} x={x} y={y}>
        {shown}
      </text>
    </g>
  );
}

/** The page folds and unfolds what `data-fold` names. */
export function FoldSign({ id, folded, x, y }: { id: string; folded: boolean; x: number; y: number }) {
  return (
    <g class="fold" data-fold={id} transform={`translate(${x} ${y})`}>
      <rect class="fold-target" x={-4} y={-4} width={24} height={24} rx={4} />
      <path class="chevron" d={folded ? 'M6 4l4 4l-4 4' : 'M4 6l4 4l4-4'} />
    </g>
  );
}
