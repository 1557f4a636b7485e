/** What is known of the selection, in words, with the places where it is written. */
import type { MapEdge, MapFinding, MapPlace } from '../../../server/src/account-map';
import { TierIcon, tierClass } from '../drawing/icons';
import { ancestorsOf, type Item, type Outline, resourcesIn } from '../map/outline';
import { placeInWords, placeOf } from '../map/places';
import { type Bundle, entersProduction } from '../map/scene';
import { counted, environmentInWords, kindInWords } from '../map/words';
import { radiusInWords } from './announcements';
import type { MapModel } from './model';
import { Sentence } from './sentence';

/** What every part of the details needs. */
interface Common {
  readonly model: MapModel;
  readonly roots: readonly string[];
  /** Undefined where no source can be opened. */
  readonly onReveal: ((place: MapPlace) => void) | undefined;
  onSelect(id: string): void;
}

export interface DetailsProps extends Common {
  readonly selected: readonly string[];
  /** Its key. */
  readonly bundle: string | undefined;
  onNothing(): void;
}

export function Details(props: DetailsProps) {
  const { model, selected, bundle, onNothing } = props;
  const items = selected.flatMap(id => model.outline.items.get(id) ?? []);
  const chosen = model.scene.bundles.find(({ key }) => key === bundle);
  const [item] = items;
  if (chosen === undefined && item === undefined) return null;
  return (
    <aside class="details" aria-label="Details">
      <button
        type="button"
        class="close icon-button"
        aria-label="Close the details"
        title="Close (Escape)"
        onClick={onNothing}
      >
        <svg class="sign" width="16" height="16" aria-hidden="true">
          <path d="M4 4l8 8M12 4l-8 8" />
        </svg>
      </button>
      {chosen !== undefined && <BundleDetails {...props} bundle={chosen} />}
      {chosen === undefined && model.question?.kind === 'path' && <PathDetails {...props} />}
      {chosen === undefined && model.question?.kind !== 'path' && item !== undefined && (
        <ItemDetails item={item} {...props} />
      )}
    </aside>
  );
}

function ItemDetails({ item, ...props }: Common & { item: Item }) {
  const { model, roots, onReveal } = props;
  const place = placeOf(item);
  const { question } = model;
  return (
    <>
      <h2>{item.name}</h2>
      <p class="kind">{kindInWords(item)}</p>
      {question !== undefined && question.kind !== 'path' && (
        <p class="radius">
          {question.radius.edges.size > 0
            ? radiusInWords(model.outline, question)
            : 'no ways from it or to it are known'}
        </p>
      )}
      {place !== undefined && <PlaceButton place={place} roots={roots} onReveal={onReveal} />}
      <Where item={item} {...props} />
      <Findings findings={item.findings} {...props} />
      <Ways item={item} {...props} />
      {item.kind === 'resource' && (
        <p class="hint">Shift-click another, or Shift+Space in the tree, to see the path between both.</p>
      )}
    </>
  );
}

function Where({ item, ...props }: Common & { item: Item }) {
  const { outline } = props.model;
  const account = [item.id, ...ancestorsOf(outline, item.id)]
    .map(id => outline.items.get(id))
    .find(one => one?.kind === 'account');
  const evidence = item.kind === 'account' ? item.account.evidence : item.kind === 'stack' ? item.stack.evidence : [];
  return (
    <dl class={tierClass(item.tier)}>
      <dt>Environment</dt>
      <dd>
        <svg class="bh-map" width="16" height="16" aria-hidden="true">
          <TierIcon tier={item.tier} x={0} y={0} />
        </svg>{' '}
        {environmentInWords(item)}
      </dd>
      {account?.kind === 'account' && (
        <>
          <dt>Account</dt>
          <dd>
            {[account.name, account.account.name === undefined ? null : account.account.id].filter(Boolean).join(', ')}
          </dd>
        </>
      )}
      {item.kind === 'stack' && (
        <>
          <dt>Format</dt>
          <dd>{[item.stack.format, item.stack.region].filter(Boolean).join(', ')}</dd>
        </>
      )}
      {item.kind === 'account' &&
        item.mixes.map(mix => (
          <dd key={mix.finding} class="mixed">
            <Sentence text={mix.message} />
          </dd>
        ))}
      {evidence.map((one, i) => (
        <dd key={i} class="evidence">
          <Sentence text={one.message} /> <PlaceButton place={one} {...props} />
        </dd>
      ))}
    </dl>
  );
}

const shownFindings = 20;

function Findings({ findings, ...props }: Common & { findings: readonly MapFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <section>
      <h3>{counted(findings.length, 'finding')}</h3>
      <ul>
        {findings.slice(0, shownFindings).map((finding, i) => (
          <li key={`${finding.fingerprint} ${i}`} class={`finding ${finding.severity}`}>
            <button
              type="button"
              class="row"
              disabled={props.onReveal === undefined}
              onClick={() => props.onReveal?.(finding)}
            >
              <span class="severity">{finding.severity}</span> <Sentence text={finding.message} />
              <span class="where">{finding.rule}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Edges of it and of all in it, to and from others. */
function Ways({ item, ...props }: Common & { item: Item }) {
  const { ways, outline } = props.model;
  const inside = new Set([item.id, ...resourcesIn(outline, item.id)]);
  const out = [...inside].flatMap(id => ways.out.get(id) ?? []).filter(edge => !inside.has(edge.to));
  const into = [...inside].flatMap(id => ways.in.get(id) ?? []).filter(edge => !inside.has(edge.from));
  return (
    <>
      <EdgeList title="From it" edges={out} end={edge => edge.to} {...props} />
      <EdgeList title="To it" edges={into} end={edge => edge.from} {...props} />
    </>
  );
}

const shownEdges = 60;

interface EdgeListProps extends Common {
  readonly title: string;
  readonly edges: readonly MapEdge[];
  /** The end that is not the selection's. */
  end(edge: MapEdge): string;
}

function EdgeList({ title, edges, end, ...props }: EdgeListProps) {
  if (edges.length === 0) return null;
  const sorted = [...edges].sort((a, b) => Number(b.crosses) - Number(a.crosses));
  return (
    <section>
      <h3>
        {title} <span class="count">{edges.length}</span>
      </h3>
      <ul>
        {sorted.slice(0, shownEdges).map((edge, i) => (
          <EdgeRow key={i} edge={edge} other={end(edge)} {...props} />
        ))}
        {edges.length > shownEdges && <li class="hint">and {edges.length - shownEdges} more</li>}
      </ul>
    </section>
  );
}

function EdgeRow({
  edge,
  other,
  model,
  roots,
  onReveal,
  onSelect,
}: Common & { edge: MapEdge; other: string | undefined }) {
  const { outline } = model;
  const [place] = edge.because;
  const end = other === undefined ? undefined : outline.items.get(other);
  return (
    <li class={edgeClass(edge, outline)}>
      <button
        type="button"
        class="row"
        disabled={place === undefined || onReveal === undefined}
        onClick={() => place && onReveal?.(place)}
      >
        <Sentence text={edge.message} />
        {!edge.certain && <span class="where">possible: a value that the template leaves open decides it</span>}
        {place && <span class="where">{placeInWords(place, roots)}</span>}
      </button>
      {end !== undefined && (
        <button
          type="button"
          class="icon-button"
          aria-label={`Select ${end.name}`}
          title={`Select ${end.name}`}
          onClick={() => onSelect(end.id)}
        >
          <svg class="sign" width="16" height="16" aria-hidden="true">
            <path d="M6 3.5L10.5 8L6 12.5" />
          </svg>
        </button>
      )}
    </li>
  );
}

function edgeClass(edge: MapEdge, outline: Outline): string {
  const crossing = entersProduction(edge, outline) ? ' crossing entering' : ' crossing';
  return `edge-row${edge.crosses ? crossing : ''}${edge.certain ? '' : ' possible'}`;
}

function BundleDetails({ bundle, ...props }: Common & { bundle: Bundle }) {
  const [from, to] = [bundle.from, bundle.to].map(id => props.model.outline.items.get(id)?.name);
  return (
    <>
      <h2>
        {from} <span class="arrow">→</span> {to}
      </h2>
      <p class="kind">{counted(bundle.edges.length, 'way')}</p>
      <ul>
        {bundle.edges.slice(0, shownEdges).map((edge, i) => (
          <EdgeRow key={i} edge={edge} other={edge.to} {...props} />
        ))}
      </ul>
    </>
  );
}

function PathDetails(props: Common) {
  const { question, outline } = props.model;
  if (question?.kind !== 'path') return null;
  const [from, to] = [question.from, question.to].map(id => outline.items.get(id)?.name);
  return (
    <>
      <h2>
        {from} <span class="arrow">→</span> {to}
      </h2>
      {question.path === undefined && <p class="radius">no way from one to the other is known</p>}
      {question.path !== undefined && (
        <>
          <p class="radius">{counted(question.path.length, 'hop')}</p>
          <ol class="path">
            {question.path.map((edge, i) => (
              <EdgeRow key={i} edge={edge} other={edge.to} {...props} />
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function PlaceButton({ place, roots, onReveal }: Pick<Common, 'roots' | 'onReveal'> & { place: MapPlace }) {
  const words = placeInWords(place, roots);
  if (onReveal === undefined) return <span class="where">{words}</span>;
  return (
    <button type="button" class="place" onClick={() => onReveal(place)}>
      {words}
    </button>
  );
}
