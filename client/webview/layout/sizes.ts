/** How large boxes are, what they leave free, and what stands between them; in pixels at scale 1. */
import type { Box } from '../map/scene';
import type { Size } from './geometry';
import { textWidth } from './text-width';

export const fonts = { account: 15, accountDetail: 11.5, stack: 13, name: 12.5, detail: 10.5 } as const;

const resourceSize: Size = { width: 196, height: 44 };
const foldedStackSize: Size = { width: 224, height: 60 };
const foldedAccountSize: Size = { width: 260, height: 84 };

/** Between boxes that stand beside each other without edges. */
export const gap = 16;
/** Between accounts. */
export const accountGap = 56;

export interface Padding {
  readonly top: number;
  readonly side: number;
}

export function paddingOf({ item }: Box): Padding {
  if (item.kind !== 'account') return { top: 48, side: 16 };
  return { top: item.mixes.length > 0 ? 100 : 72, side: 22 };
}

/** Of a box without boxes in it. */
export function leafSize({ item }: Box): Size {
  if (item.kind === 'resource') return resourceSize;
  return item.kind === 'account' ? foldedAccountSize : foldedStackSize;
}

/** Room for the header of an open box. */
export function smallestSize({ item }: Box): Size {
  if (item.kind !== 'account') return foldedStackSize;
  const title = textWidth(item.name, fonts.account) + 190;
  return { width: Math.min(Math.max(foldedAccountSize.width, title), 460), height: foldedAccountSize.height };
}

const labelHeight = 18;

export function labelSize(text: string): Size {
  return { width: Math.ceil(textWidth(text, fonts.detail)) + 14, height: labelHeight };
}
