/** What the picture's signs mean. */
import type { MapTier } from '../../../server/src/account-map';
import { TierIcon, tierClass } from '../drawing/icons';
import { tierInWords } from '../map/words';

const tiers: readonly (MapTier | undefined)[] = ['production', 'staging', 'test', 'development', undefined];

export function Legend() {
  return (
    <details class="legend">
      <summary>Legend</summary>
      <ul>
        {tiers.map(tier => (
          <li key={tier} class={tierClass(tier)}>
            <svg class="bh-map" width="28" height="16" aria-hidden="true">
              <TierIcon tier={tier} x={6} y={0} />
            </svg>
            {tierInWords(tier)}
          </li>
        ))}
        <Line className="certain becomes" words="becomes it: gains all that it may do" />
        <Line className="certain touches" words="touches what it holds" />
        <Line className="possible becomes" words="possible: an open value decides it" />
        <Line className="certain becomes crosses" words="crosses to another account or environment" />
        <Line className="certain becomes crosses enters" words="enters production: a hole in its wall" />
      </ul>
    </details>
  );
}

function Line({ className, words }: { className: string; words: string }) {
  return (
    <li>
      <svg class="bh-map" width="28" height="16" aria-hidden="true">
        <g class={`edge ${className}`}>
          <path class="line" d="M1 8H19" />
          <path class="head" d="M26 8L18 4V12Z" />
        </g>
      </svg>
      {words}
    </li>
  );
}
