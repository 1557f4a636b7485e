/** The map as an ARIA tree: the way through it for keyboards and screen readers. Only the rows that are seen are in the document. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { KindIcon, TierIcon, tierClass } from '../drawing/icons';
import { effectOfKey, type Row, rowNamed } from '../map/tree-rows';
import { itemInWords } from '../map/words';

export interface TreeProps {
  readonly rows: readonly Row[];
  readonly selected: readonly string[];
  /** Has the tree's place in the order of the Tab key; the first row where it is not shown. */
  readonly focused: string | undefined;
  onFocus(id: string): void;
  onFold(ids: readonly string[], folded: boolean): void;
  onSelect(id: string, also: boolean): void;
  onOpen(id: string): void;
  onNothing(): void;
}

const rowHeight = 26;
/** Rows beyond what is seen, above and below. */
const spare = 8;
/** Milliseconds after which typing begins a new name. */
const typingPause = 600;

export function Tree(props: TreeProps) {
  const { rows, focused } = props;
  const box = useRef<HTMLDivElement>(null);
  const typing = useRef({ text: '', at: 0 });
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const at = Math.max(
    0,
    rows.findIndex(row => row.item.id === focused),
  );
  const measure = () => setSeen({ top: box.current!.scrollTop, height: box.current!.clientHeight });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const hadFocus = box.current!.contains(document.activeElement);
    scrollTo(box.current!, at);
    if (hadFocus) box.current!.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [focused, at]);
  return (
    <div
      ref={box}
      class="tree"
      role="tree"
      aria-label="Accounts, stacks and resources"
      aria-multiselectable="true"
      onScroll={measure}
      onKeyDown={event => onKey(event, props, at, typing.current)}
    >
      <div class="tree-rows" role="none" style={{ height: `${rows.length * rowHeight}px` }}>
        {shownRows(rows.length, seen, at).map(index => (
          <TreeRow key={rows[index]!.item.id} row={rows[index]!} index={index} isFocused={index === at} {...props} />
        ))}
      </div>
    </div>
  );
}

/** Those that are seen, and the focused one wherever it is: the focus must not be lost by scrolling. */
function shownRows(
  count: number,
  { top, height }: { top: number; height: number },
  focused: number,
): readonly number[] {
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(count - 1, Math.ceil((top + height) / rowHeight) + spare);
  const seen = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (count === 0 || seen.includes(focused)) return seen;
  return focused < first ? [focused, ...seen] : [...seen, focused];
}

function TreeRow({
  row,
  index,
  isFocused,
  selected,
  onFocus,
  onFold,
  onSelect,
}: TreeProps & { row: Row; index: number; isFocused: boolean }) {
  const { item, level, position, siblings, expanded } = row;
  const toggle = (event: Event) => {
    event.stopPropagation();
    onFold([item.id], expanded === true);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys of all rows.
    <div
      class={`tree-row ${tierClass(item.tier)}`}
      role="treeitem"
      tabIndex={isFocused ? 0 : -1}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={expanded}
      aria-selected={selected.includes(item.id)}
      data-item={item.id}
      style={{ top: `${index * rowHeight}px`, paddingLeft: `${(level - 1) * 16 + 6}px` }}
      onFocus={() => onFocus(item.id)}
      onClick={event => onSelect(item.id, event.shiftKey || event.ctrlKey || event.metaKey)}
    >
      <span class="twistie" aria-hidden="true" onClick={expanded === undefined ? undefined : toggle}>
        {expanded !== undefined && <Twistie expanded={expanded} />}
      </span>
      <svg class="bh-map row-icon" width="16" height="16" aria-hidden="true">
        {item.kind === 'resource' ? (
          <KindIcon kind={item.resource.kind} x={0} y={0} />
        ) : (
          <TierIcon tier={item.tier} x={0} y={0} />
        )}
      </svg>
      <span class="row-name">{item.name}</span>
      <span class="unseen">{itemInWords(item).slice(item.name.length)}</span>
      {item.kind === 'account' && (
        <span class="row-detail" aria-hidden="true">
          {item.environment ?? item.tier}
        </span>
      )}
      {item.findings.length > 0 && (
        <span class="row-count" aria-hidden="true">
          {item.findings.length}
        </span>
      )}
    </div>
  );
}

function Twistie({ expanded }: { expanded: boolean }) {
  return (
    <svg class="bh-map" width="16" height="16" aria-hidden="true">
      <path class="chevron" d={expanded ? 'M4 6l4 4l4-4' : 'M6 4l4 4l-4 4'} />
    </svg>
  );
}

function onKey(event: KeyboardEvent, props: TreeProps, at: number, typing: { text: string; at: number }): void {
  const { rows, onFocus, onFold, onSelect, onOpen, onNothing } = props;
  const row = rows[at];
  if (row === undefined || event.altKey || event.metaKey || (event.ctrlKey && event.key !== ' ')) return;
  const effect = effectOfKey(rows, at, event.key);
  if (effect === undefined && event.key.length === 1 && event.key !== ' ') typeAhead(event, props, at, typing);
  else {
    typing.text = '';
    if (effect !== undefined && 'focus' in effect) onFocus(rows[effect.focus]!.item.id);
    else if (effect !== undefined) onFold(effect.fold, effect.folded);
    else if (event.key === 'Enter') onOpen(row.item.id);
    else if (event.key === ' ') onSelect(row.item.id, event.shiftKey || event.ctrlKey);
    else if (event.key === 'Escape') onNothing();
    else return;
  }
  event.preventDefault();
}

function typeAhead(
  event: KeyboardEvent,
  { rows, onFocus }: TreeProps,
  at: number,
  typing: { text: string; at: number },
): void {
  typing.text = event.timeStamp - typing.at > typingPause ? event.key : typing.text + event.key;
  typing.at = event.timeStamp;
  const named = rowNamed(rows, at, typing.text);
  if (named !== undefined) onFocus(rows[named]!.item.id);
}

function scrollTo(box: HTMLElement, index: number): void {
  const top = index * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
}
