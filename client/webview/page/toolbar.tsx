/** Search, filters, zoom and exports. */
import { useState } from 'preact/hooks';
import { choicesOf } from '../map/filter';
import type { Outline } from '../map/outline';
import type { Filter } from '../map/view-state';
import { type ExportKind, exportKinds } from '../messages';

export interface ToolbarProps {
  readonly outline: Outline;
  readonly filter: Filter;
  /** How many items the search found; undefined without a search. */
  readonly found: number | undefined;
  readonly showsTree: boolean;
  readonly kinds: readonly ExportKind[];
  onFilter(change: Partial<Filter>): void;
  onSearchDone(): void;
  onToggleTree(): void;
  onFoldAll(folded: boolean): void;
  onZoom(factor: number | 'fit'): void;
  onExport(kind: ExportKind): void;
}

export function Toolbar(props: ToolbarProps) {
  return (
    <header class="toolbar">
      <button type="button" aria-pressed={props.showsTree} title="Show the tree" onClick={props.onToggleTree}>
        <Sign d="M2.5 3.5h4M5.5 8h7M5.5 12.5h7M3.5 5.5v7h2M3.5 8h2" />
        <span class="wide-only">Tree</span>
      </button>
      <Search {...props} />
      <Filters {...props} />
      <span class="spacer" />
      <div class="group">
        <IconButton
          label="Unfold all stacks"
          d="M4 6l4-3.5L12 6M4 10l4 3.5l4-3.5"
          onClick={() => props.onFoldAll(false)}
        />
        <IconButton
          label="Fold all stacks"
          d="M4 2.5L8 6l4-3.5M4 13.5L8 10l4 3.5"
          onClick={() => props.onFoldAll(true)}
        />
      </div>
      <div class="group">
        <IconButton label="Zoom out" d="M3.5 8h9" onClick={() => props.onZoom(0.8)} />
        <IconButton label="Zoom in" d="M3.5 8h9M8 3.5v9" onClick={() => props.onZoom(1.25)} />
        <IconButton
          label="Show all"
          d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"
          onClick={() => props.onZoom('fit')}
        />
      </div>
      <Exports {...props} />
    </header>
  );
}

function Search({ filter, found, onFilter, onSearchDone }: ToolbarProps) {
  return (
    <span class="search">
      <input
        type="search"
        placeholder="Search"
        aria-label="Search by name or type"
        value={filter.search}
        onInput={event => onFilter({ search: event.currentTarget.value })}
        onKeyDown={event => {
          if (event.key === 'Enter') onSearchDone();
          if (event.key === 'Escape') onFilter({ search: '' });
        }}
      />
      {found !== undefined && <span class="search-count">{found}</span>}
    </span>
  );
}

function Filters({ outline, filter, onFilter }: ToolbarProps) {
  const { environments, rules } = choicesOf(outline);
  const accounts = outline.roots.flatMap(id => outline.items.get(id) ?? []);
  const plain = (name: string) => ({ value: name, label: name });
  return (
    <>
      <Choice
        label="Environment"
        all="All environments"
        value={filter.environment}
        options={environments.map(plain)}
        onChoose={environment => onFilter({ environment })}
      />
      <Choice
        label="Account"
        all="All accounts"
        value={filter.account}
        options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={account => onFilter({ account })}
      />
      <Choice
        label="Rule"
        all="All rules"
        value={filter.rule}
        options={rules.map(plain)}
        onChoose={rule => onFilter({ rule })}
      />
      <Check
        label="Only crossings"
        checked={filter.onlyCrossings}
        onChange={onlyCrossings => onFilter({ onlyCrossings })}
      />
      <Check label="Possible" checked={filter.possible} onChange={possible => onFilter({ possible })} />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  onChoose(value: string | undefined): void;
}

/** A filter that the map no longer has stays to be seen, so that it can be taken away. */
function Choice({ label, all, value, options, onChoose }: ChoiceProps) {
  const known = value === undefined || options.some(option => option.value === value);
  const shown = known ? options : [...options, { value, label: value }];
  return (
    <select
      aria-label={label}
      class={value === undefined ? '' : 'active'}
      value={value === undefined ? '' : `=${value}`}
      onChange={event => onChoose(event.currentTarget.value === '' ? undefined : event.currentTarget.value.slice(1))}
    >
      <option value="">{all}</option>
      {shown.map(option => (
        <option key={option.value} value={`=${option.value}`}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange(checked: boolean): void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={event => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

const exportNames: Readonly<Record<ExportKind, string>> = {
  svg: 'SVG',
  html: 'HTML',
  mermaid: 'Mermaid',
  json: 'JSON',
};

function Exports({ kinds, onExport }: ToolbarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape in any of the buttons closes the menu.
    <div class="exports" onKeyDown={event => event.key === 'Escape' && setOpen(false)}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Export
      </button>
      {isOpen && (
        <div class="menu">
          {exportKinds
            .filter(kind => kinds.includes(kind))
            .map(kind => (
              <button
                key={kind}
                type="button"
                onClick={() => {
                  setOpen(false);
                  onExport(kind);
                }}
              >
                {exportNames[kind]}
              </button>
            ))}
        </div>
      )}
    </div>
  );
}

function IconButton({ label, d, onClick }: { label: string; d: string; onClick(): void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Sign d={d} />
    </button>
  );
}

function Sign({ d }: { d: string }) {
  return (
    <svg class="sign" width="16" height="16" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
