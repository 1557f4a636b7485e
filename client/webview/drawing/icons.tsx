/** Small signs beside names: what kind of thing it is, and which environment, so that neither is said by colour alone. */
import type { MapTier } from '../../../server/src/account-map';

/** Strokes in a square of 16. */
const kinds: ReadonlyMap<string, string> = new Map(
  Object.entries({
    role: 'M8 8.2a2.7 2.7 0 1 0 0-5.4a2.7 2.7 0 0 0 0 5.4M2.8 13.6c.5-2.7 2.5-4 5.2-4s4.7 1.3 5.2 4',
    user: 'M8 8.2a2.7 2.7 0 1 0 0-5.4a2.7 2.7 0 0 0 0 5.4M2.8 13.6c.5-2.7 2.5-4 5.2-4s4.7 1.3 5.2 4',
    group:
      'M6 7.6a2.3 2.3 0 1 0 0-4.6a2.3 2.3 0 0 0 0 4.6M1.8 13c.4-2.4 2-3.6 4.2-3.6s3.8 1.2 4.2 3.6M10.6 3.3a2.3 2.3 0 0 1 0 4.2M12 9.7c1.3.5 2 1.6 2.2 3.3',
    'permission-set': 'M8 1.8l5 2v3.7c0 3.2-2 5.4-5 6.7c-3-1.3-5-3.5-5-6.7V3.8zM5.8 8l1.6 1.6l2.9-3.2',
    compute: 'M4.5 4.5h7v7h-7zM6.5 2v2.5M9.5 2v2.5M6.5 11.5V14M9.5 11.5V14M2 6.5h2.5M2 9.5h2.5M11.5 6.5H14M11.5 9.5H14',
    pipeline: 'M2.5 8h3M10.5 8h3M8 10.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5M11.8 6l2 2l-2 2',
    data: 'M3 4c0-1.1 2.2-2 5-2s5 .9 5 2s-2.2 2-5 2s-5-.9-5-2v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
    secret: 'M3.5 7.5h9v6h-9zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2M8 10v1.4',
    key: 'M5.2 10.8a2.7 2.7 0 1 0 0-5.4a2.7 2.7 0 0 0 0 5.4M7.8 8.1H14v2.4M11.4 8.1v1.8',
    federated: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M2 8h12M8 2c2.2 2 2.2 10 0 12M8 2c-2.2 2-2.2 10 0 12',
    service:
      'M8 10.3a2.3 2.3 0 1 0 0-4.6a2.3 2.3 0 0 0 0 4.6M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M3.8 12.2l1.4-1.4M10.8 5.2l1.4-1.4',
    account: 'M2.5 13.5h11M4 13.5v-11h8v11M6.3 5.2h1M8.8 5.2h1M6.3 8h1M8.8 8h1M7 13.5v-2.7h2v2.7',
    repository:
      'M4.8 5.2a1.6 1.6 0 1 0 0-3.2a1.6 1.6 0 0 0 0 3.2M4.8 14a1.6 1.6 0 1 0 0-3.2a1.6 1.6 0 0 0 0 3.2M11.4 6.8a1.6 1.6 0 1 0 0-3.2a1.6 1.6 0 0 0 0 3.2M4.8 5.2v5.6M11.4 6.8c0 2.2-3 2.4-6.4 3.2',
    anyone:
      'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M6.2 6.3c.1-1.2.9-1.8 1.9-1.8c1.1 0 1.8.7 1.8 1.7c0 1.4-1.8 1.4-1.8 2.9M8.1 11.3v.1',
    administrator: 'M2.5 12.5h11M3 10.8L2.3 5l3.4 2.6L8 3.2l2.3 4.4L13.7 5L13 10.8z',
  }),
);
const other = 'M8 2.2l5.2 3v5.8L8 13.8L2.8 11V5.2zM2.8 5.2L8 8l5.2-2.8M8 8v5.8';

const tiers: Readonly<Record<MapTier | 'unknown', string>> = {
  // A shield, layers, a flask, brackets, a question mark.
  production: 'M8 1.6l5.2 2.1v3.9c0 3.4-2.1 5.6-5.2 6.9c-3.1-1.3-5.2-3.5-5.2-6.9V3.7z',
  staging: 'M8 2.2l6 3.1l-6 3.1l-6-3.1zM2.4 8.3L8 11.2l5.6-2.9M2.4 11L8 13.9l5.6-2.9',
  test: 'M6.2 2h3.6M6.9 2v4.2L3 12.6c-.4.8.1 1.6 1 1.6h8c.9 0 1.4-.8 1-1.6L9.1 6.2V2M4.9 10h6.2',
  development: 'M5.5 4.2L1.8 8l3.7 3.8M10.5 4.2L14.2 8l-3.7 3.8',
  unknown: 'M5.4 5.6c.1-1.7 1.2-2.6 2.7-2.6s2.5 1 2.5 2.4c0 2-2.5 2.1-2.5 4.3M8.1 12.6v.2',
};

interface IconProps {
  readonly x: number;
  readonly y: number;
}

export function KindIcon({ kind, x, y }: IconProps & { readonly kind: string }) {
  return <path class="icon" d={kinds.get(kind) ?? other} transform={`translate(${x} ${y})`} />;
}

/** Its colour is that of the `tier-…` around it. */
export function TierIcon({ tier, x, y }: IconProps & { readonly tier: MapTier | undefined }) {
  return <path class="mark" d={tiers[tier ?? 'unknown']} transform={`translate(${x} ${y})`} />;
}

export function tierClass(tier: MapTier | undefined): string {
  return `tier-${tier ?? 'unknown'}`;
}
