/** How the picture looks, in the page and in exports. Here and not in a style sheet of its own because an exported SVG holds it. */
export const drawingStyle = `
.bh-map { font-family: var(--vscode-font-family, -apple-system, "Segoe UI", system-ui, Ubuntu, "Helvetica Neue", Arial, sans-serif); }
.bh-map text { fill: var(--bh-text); dominant-baseline: central; user-select: none; -webkit-user-select: none; }
.bh-map text.muted { fill: var(--bh-muted); }
.tier-production .tint, .tier-production .mark-fill { fill: var(--bh-production); }
.tier-staging .tint, .tier-staging .mark-fill { fill: var(--bh-staging); }
.tier-test .tint, .tier-test .mark-fill { fill: var(--bh-test); }
.tier-development .tint, .tier-development .mark-fill { fill: var(--bh-development); }
.tier-unknown .tint, .tier-unknown .mark-fill { fill: var(--bh-muted); }
.tier-production .wall, .tier-production .mark { stroke: var(--bh-production); }
.tier-staging .wall, .tier-staging .mark { stroke: var(--bh-staging); }
.tier-test .wall, .tier-test .mark { stroke: var(--bh-test); }
.tier-development .wall, .tier-development .mark { stroke: var(--bh-development); }
.tier-unknown .wall, .tier-unknown .mark { stroke: var(--bh-muted); }
.bh-map .tint { fill-opacity: 0.06; stroke: none; }
.bh-map .wall { fill: none; stroke-width: 1.5; stroke-opacity: 0.9; }
.bh-map .wall.inner { stroke-width: 1; stroke-opacity: 0.6; }
.bh-map .wall.body { stroke-width: 6; stroke-opacity: 0.2; }
.tier-staging .wall { stroke-dasharray: 10 4; }
.tier-test .wall { stroke-dasharray: 2 4; stroke-linecap: round; }
.tier-unknown .wall { stroke-dasharray: 5 5; }
.bh-map .mark, .bh-map .icon { fill: none; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.bh-map .icon { stroke: var(--bh-muted); }
.bh-map .pill { fill: var(--bh-surface); stroke-width: 1; stroke-opacity: 0.8; }
.bh-map .hatch { stroke-width: 7; stroke-opacity: 0.1; }
.bh-map .hatch.one { stroke: var(--bh-production); }
.bh-map .hatch.other { stroke: var(--bh-development); }
.bh-map .mix .pill { stroke: var(--bh-production); }
.bh-map .account-name { font-size: 15px; font-weight: 600; }
.bh-map .account-detail { font-size: 11.5px; }
.bh-map .stack-name { font-size: 13px; font-weight: 600; }
.bh-map .name { font-size: 12.5px; }
.bh-map .detail { font-size: 10.5px; }
.bh-map .pill-text { font-size: 10.5px; letter-spacing: 0.02em; }
.bh-map .card { fill: var(--bh-surface); stroke: var(--bh-outline); stroke-width: 1; }
.bh-map .open-stack { fill: var(--bh-surface); fill-opacity: 0.55; stroke: var(--bh-outline); stroke-width: 1; }
.bh-map .outside .card, .bh-map .outside .open-stack { stroke-dasharray: 4 3; }
.bh-map .pile { fill: var(--bh-raised); stroke: var(--bh-outline); stroke-width: 1; }
.bh-map .chevron { fill: none; stroke: var(--bh-muted); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.bh-map .fold-target { fill: transparent; }
.bh-map .badge-error { fill: var(--bh-error); }
.bh-map .badge-warning { fill: var(--bh-warning); }
.bh-map .badge-other { fill: var(--bh-muted); }
.bh-map text.badge-count { fill: var(--bh-surface); font-size: 10px; font-weight: 700; text-anchor: middle; }
.bh-map .edge .line { fill: none; stroke: var(--bh-muted); stroke-width: 1.3; stroke-opacity: 0.95; }
.bh-map .edge .head { fill: var(--bh-muted); stroke: var(--bh-muted); stroke-width: 1.2; stroke-linejoin: round; }
.bh-map .edge.touches .head { fill: var(--bh-surface); }
.bh-map .edge.possible .line { stroke-dasharray: 6 4; }
.bh-map .edge.crosses .line { stroke: var(--bh-staging); stroke-width: 1.9; stroke-opacity: 1; }
.bh-map .edge.crosses .head { fill: var(--bh-staging); stroke: var(--bh-staging); }
.bh-map .edge.enters .line { stroke: var(--bh-production); stroke-width: 2.2; }
.bh-map .edge.enters .head { fill: var(--bh-production); stroke: var(--bh-production); }
.bh-map .edge.crosses.touches .head { fill: var(--bh-surface); }
.bh-map .edge .hit { fill: none; stroke: transparent; stroke-width: 12; pointer-events: stroke; }
.bh-map .edge-label rect { fill: var(--bh-surface); stroke: var(--bh-staging); stroke-width: 1; }
.bh-map .edge-label.enters rect { stroke: var(--bh-production); }
.bh-map .edge-label text { font-size: 10.5px; text-anchor: middle; }
.bh-map .hole { fill: var(--bh-surface); }
.bh-map .jamb { stroke: var(--bh-production); stroke-width: 2; stroke-linecap: round; }
.bh-map .contrast { fill: none; stroke: var(--bh-contrast); }
.bh-map .faded { opacity: 0.3; }
.vscode-high-contrast .faded { opacity: 0.4; }
.bh-map .lit .line { stroke-width: 2.6; stroke-opacity: 1; }
.bh-map .selected .card, .bh-map .selected .open-stack, .bh-map .selected > .wall:not(.body) { stroke: var(--bh-accent); stroke-width: 2.5; stroke-opacity: 1; stroke-dasharray: none; }
`;
