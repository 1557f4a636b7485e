/** Values that have an order: numbers, points in time, addresses. A text that is no such value lies in no range. */

/** Addresses of the two families never mix. Dates count milliseconds from 1970, UTC. */
export type Scale = 'number' | 'date' | 'ipv4' | 'ipv6';

/** Every value between two bounds; an absent bound is open to its side. */
export interface Range {
  readonly kind: 'range';
  readonly scale: Scale;
  readonly low?: Bound;
  readonly high?: Bound;
}

export interface Bound {
  readonly at: number | bigint;
  readonly included: boolean;
}

/** What one text is on the scales that it has been read on. */
export type Values = Partial<Record<Scale, number | bigint | 'none'>>;

export function inRange(range: Range, text: string, values: Values): boolean {
  values[range.scale] ??= readValue(range.scale, text) ?? 'none';
  const value = values[range.scale]!;
  if (value === 'none') return false;
  const { low, high } = range;
  if (low && (low.included ? value < low.at : value <= low.at)) return false;
  return !(high && (high.included ? value > high.at : value >= high.at));
}

export function readValue(scale: Scale, text: string): number | bigint | undefined {
  if (scale === 'number') return numberOf(text);
  if (scale === 'date') return dateOf(text);
  return scale === 'ipv4' ? ipv4Of(text) : ipv6Of(text);
}

function numberOf(text: string): number | undefined {
  if (!/^[+-]?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,2})?$/i.test(text)) return undefined;
  return Number(text);
}

const ISO_DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** ISO 8601 as IAM takes it, without an offset as UTC, or seconds since 1970. */
function dateOf(text: string): number | undefined {
  if (/^\d{9,12}$/.test(text)) return Number(text) * 1000;
  const parts = ISO_DATE.exec(text);
  if (!parts) return undefined;
  const [, day, minutes = '00:00', seconds = ':00', offset = 'Z'] = parts;
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const time = Date.parse(`${day}T${minutes}${seconds}${zone.toUpperCase()}`);
  return Number.isNaN(time) ? undefined : time;
}

/** Read for every address of every block that a policy lists: without a pattern, without a copy. */
function ipv4Of(text: string): number | undefined {
  let value = 0;
  let byte = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === DOT && digits > 0 && dots < 3) {
      value = value * 256 + byte;
      byte = digits = 0;
      dots++;
    } else if (unit >= ZERO && unit <= NINE && digits < 3) {
      byte = byte * 10 + unit - ZERO;
      digits++;
      if (byte > 255) return undefined;
    } else return undefined;
  }
  return dots === 3 && digits > 0 ? value * 256 + byte : undefined;
}

const DOT = 46;
const ZERO = 48;
const NINE = 57;

function ipv6Of(text: string): bigint | undefined {
  if (!/^[0-9a-f:]{2,39}$/i.test(text)) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - left!.length - (right?.length ?? 0);
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left!, ...Array.from({ length: right ? missing : 0 }, () => '0'), ...(right ?? [])];
  if (!groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** An address, or a block of them in CIDR notation; undefined for anything else. */
export function addresses(block: string): Range | undefined {
  const [address = '', length] = block.split('/');
  const scale = address.includes(':') ? 'ipv6' : 'ipv4';
  const value = readValue(scale, address);
  const bits = scale === 'ipv6' ? 128 : 32;
  const fixed = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : bits + 1;
  if (value === undefined || fixed > bits) return undefined;
  const size = 1n << BigInt(bits - fixed);
  const first = (BigInt(value) / size) * size;
  return between(scale, first, first + size - 1n);
}

function between(scale: Scale, first: bigint, last: bigint): Range {
  const at = (value: bigint) => ({ at: scale === 'ipv4' ? Number(value) : value, included: true });
  return { kind: 'range', scale, low: at(first), high: at(last) };
}

/**
 * Texts that between them fall into every region that the bounds of these ranges cut their scales into: a combination of the
 * ranges holds a value if and only if it holds one of these, or `x`, which lies on no scale.
 */
export function samples(ranges: readonly Range[]): readonly string[] {
  const points = (scale: Scale) => pointsOf(ranges.filter(range => range.scale === scale));
  const plain = SCALES.flatMap(scale => {
    const around = points(scale).flatMap((point, i, all) => [point, ...neighbours(scale, point, all[i + 1])]);
    return [...new Set(around)].map(at => write(scale, at));
  });
  return [...plain, ...secondsAmong(points('number'), points('date'))];
}

const SCALES = ['number', 'date', 'ipv4', 'ipv6'] as const;

/** Where a scale without any bound is looked at. */
const SOMEWHERE: Readonly<Record<Scale, number | bigint>> = { number: 1, date: 1_800_000_000_000, ipv4: 0, ipv6: 0n };

/** The bounds in ascending order; of ranges that have none, one value. */
function pointsOf(ranges: readonly Range[]): readonly (number | bigint)[] {
  const bounds = ranges.flatMap(({ low, high }) => [low, high]).flatMap(bound => (bound ? [bound.at] : []));
  const [first] = ranges;
  if (bounds.length === 0) return first ? [SOMEWHERE[first.scale]] : [];
  return [...new Set(bounds)].sort((a, b) => (a < b ? -1 : 1));
}

/** Digits that count seconds are a date and a number at once, and a number alone once they have a decimal point. */
function secondsAmong(numbers: readonly (number | bigint)[], dates: readonly (number | bigint)[]): readonly string[] {
  const points = [...numbers.map(Number), ...dates.map(at => Number(at) / 1000)];
  if (points.length === 0) return [];
  const whole = [...points, 0, LAST_SECOND].flatMap(at => [
    Math.floor(at) - 1,
    Math.floor(at),
    Math.ceil(at),
    Math.floor(at) + 1,
  ]);
  const seconds = [...new Set(whole)].filter(at => at >= 0 && at <= LAST_SECOND);
  return seconds.flatMap(at => [String(at).padStart(9, '0'), `${at}.0`]);
}

/** Of those that are written with twelve digits. */
const LAST_SECOND = 999_999_999_999;

function neighbours(scale: Scale, point: number | bigint, next: number | bigint | undefined): (number | bigint)[] {
  if (typeof point === 'bigint') return [point - 1n, point + 1n].filter(at => at >= 0n && at < 1n << 128n);
  const middle = scale === 'number' && typeof next === 'number' ? [(point + next) / 2] : [];
  const around = [point - 1, point + 1, ...middle];
  return scale === 'ipv4' ? around.filter(at => at >= 0 && at < 2 ** 32) : around;
}

function write(scale: Scale, value: number | bigint): string {
  if (scale === 'number') return String(value);
  if (scale === 'date') return Math.abs(Number(value)) <= 8.64e15 ? new Date(Number(value)).toISOString() : '';
  const whole = BigInt(value);
  if (scale === 'ipv4') return [24n, 16n, 8n, 0n].map(shift => (whole >> shift) & 255n).join('.');
  return Array.from({ length: 8 }, (_, i) => ((whole >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':');
}
