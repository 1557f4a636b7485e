/** Accounts, stacks and resources, each drawn from its own corner. */
import type { Size } from '../layout/geometry';
import { fonts } from '../layout/sizes';
import { fitted, textWidth } from '../layout/text-width';
import type { AccountItem, OutsideItem, ResourceItem, StackItem } from '../map/outline';
import type { Box } from '../map/scene';
import { counted, itemInWords } from '../map/words';
import { KindIcon, TierIcon, tierClass } from './icons';
import { FindingsBadge, FoldSign, Name, TierPill } from './parts';

interface BoxProps<T> {
  readonly box: Box;
  readonly item: T;
  readonly size: Size;
}

export function AccountBox({ box, item, size: { width, height } }: BoxProps<AccountItem>) {
  const isMixed = item.mixes.length > 0;
  const outline = { width, height, rx: 12 };
  return (
    <>
      <title>{itemInWords(item)}</title>
      <rect class="tint" {...outline} />
      {isMixed && <rect fill="url(#bh-mix)" {...outline} />}
      {item.tier === 'production' && <ThickWall width={width} height={height} />}
      <rect class="wall" {...outline} />
      <FoldSign id={item.id} folded={box.folded} x={16} y={18} />
      <TierIcon tier={item.tier} x={40} y={18} />
      <Name
        text={item.name}
        font="account"
        x={64}
        y={26.5}
        room={width - 64 - (item.findings.length > 0 ? 44 : 20)}
        roomFromAfar={width - 20 - (item.findings.length > 0 ? 56 : 20)}
      />
      <AccountDetail box={box} item={item} width={width} />
      <FindingsBadge findings={item.findings} x={width - 26} y={26} />
      {isMixed && <MixBadge item={item} width={width} />}
    </>
  );
}

/** A wall of two sides, that edges have to break through. */
function ThickWall({ width, height }: Size) {
  return (
    <>
      <rect class="wall body" x={3} y={3} width={width - 6} height={height - 6} rx={9.5} />
      <rect class="wall inner" x={6} y={6} width={width - 12} height={height - 12} rx={7} />
    </>
  );
}

function AccountDetail({ box, item, width }: { box: Box; item: AccountItem; width: number }) {
  const { id, name } = item.account;
  const number = name === undefined || id === null ? '' : `${id}  ·  `;
  const text = `${number}${box.folded ? counted(box.resources, 'resource') : counted(item.account.stacks.length, 'stack')}`;
  return (
    <>
      <text class="account-detail muted" x={64} y={47}>
        {fitted(text, fonts.accountDetail, width - 84)}
      </text>
      <TierPill tier={item.tier} name={item.environment} right={width - 20} y={-11} />
    </>
  );
}

/** Two environments that share what should be a compartment each. */
function MixBadge({ item, width }: { item: AccountItem; width: number }) {
  const environments = [...new Set(item.mixes.flatMap(mix => mix.environments))];
  const text = fitted(`no wall: ${environments.join(', ')}`, fonts.detail, width - 76);
  return (
    <g class="mix tier-production" transform="translate(18 66)">
      <title>{item.mixes.map(mix => mix.message).join('\n')}</title>
      <rect class="pill mark" width={Math.round(textWidth(text, fonts.detail) + 40)} height={22} rx={11} />
      <path class="mark" d="M11 4.5l6.2 11.5H4.8zM11 8.5v3.2M11 13.9v.2" />
      <text class="pill-text" x={25} y={11.5}>
        {text}
      </text>
    </g>
  );
}

export function StackBox({ box, item, size: { width, height } }: BoxProps<StackItem | OutsideItem>) {
  const middle = box.folded ? 22 : 24;
  return (
    <>
      <title>{itemInWords(item)}</title>
      {box.folded && <rect class="pile" x={5} y={5} width={width - 4} height={height - 2} rx={8} />}
      <rect class={box.folded ? 'card' : 'open-stack'} width={width} height={height} rx={8} />
      <rect class="contrast" width={width} height={height} rx={8} />
      <rect class="mark-fill" x={0.5} y={10} width={3.5} height={(box.folded ? height : 48) - 20} rx={1.75} />
      <FoldSign id={item.id} folded={box.folded} x={12} y={middle - 8} />
      <Name
        text={item.name}
        font="stack"
        x={35}
        y={middle}
        room={width - 35 - (item.findings.length > 0 ? 38 : 14)}
        roomFromAfar={width - 16 - (item.findings.length > 0 ? 50 : 10)}
      />
      {box.folded && (
        <text class="detail muted" x={35} y={41}>
          {fitted(stackDetail(box, item), fonts.detail, width - 50)}
        </text>
      )}
      <FindingsBadge findings={item.findings} x={width - 20} y={middle} />
    </>
  );
}

function stackDetail(box: Box, item: StackItem | OutsideItem): string {
  const others = item.kind === 'stack' ? (item.stack.others ?? 0) : 0;
  const all = counted(box.resources + others, item.kind === 'stack' ? 'resource' : 'principal');
  const parts = [others > 0 ? `${box.resources} of ${all}` : all];
  if (item.tier !== undefined) parts.push(item.environment ?? item.tier);
  return parts.join('  ·  ');
}

export function ResourceBox({ item, size: { width, height } }: BoxProps<ResourceItem>) {
  const room = width - 40 - (item.findings.length > 0 ? 30 : 10);
  const { type, kind } = item.resource;
  return (
    <>
      <title>{itemInWords(item)}</title>
      <rect class="card" width={width} height={height} rx={7} />
      <rect class="contrast" width={width} height={height} rx={7} />
      <KindIcon kind={kind} x={13} y={height / 2 - 8} />
      <Name text={item.name} font="name" x={40} y={height / 2 - 7} room={room} roomFromAfar={room + 26} />
      <text class="detail muted" x={40} y={height / 2 + 9}>
        {fitted(type === '' ? kind : type, fonts.detail, room)}
      </text>
      <FindingsBadge findings={item.findings} x={width - 18} y={height / 2} />
    </>
  );
}

/** Of what it is said to be, for its colours. */
export function boxClass(box: Box): string {
  return `box ${box.item.kind} ${tierClass(box.item.tier)}`;
}
