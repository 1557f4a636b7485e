import type { Json } from '../../text/json';
import type { StructuralEdit } from '../structural-edit';
import { isList } from './write-json';

type Path = readonly (string | number)[];

/** What edits make of nothing: the value of a document that does not exist yet. */
export function valueFrom(edits: readonly StructuralEdit[]): Json {
  return edits.reduce<Json>(applied, {});
}

function applied(value: Json, edit: StructuralEdit): Json {
  switch (edit.kind) {
    case 'replace':
      return changed(value, edit.at.path, () => edit.value);
    case 'insert':
      return changed(value, [...edit.into.path, edit.key], () => edit.value);
    case 'append':
      return changed(value, edit.to.path, old => (old === undefined ? [edit.value] : [...listOf(old), edit.value]));
    case 'insert-after':
      return changed(value, edit.at.path.slice(0, -1), old =>
        spliced(old, Number(edit.at.path.at(-1)) + 1, 0, edit.value),
      );
    case 'remove':
      return changed(value, edit.at.path.slice(0, -1), old => without(old, edit.at.path.at(-1)));
    case 'comment':
    case 'reword':
    case 'declare':
    case 'refer':
      return value;
  }
}

/** A value with the one at the end of a path changed; maps on the way are made. */
function changed(value: Json | undefined, path: Path, change: (old: Json | undefined) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (value !== undefined && isList(value) && typeof step === 'number') {
    return value.map((item, i) => (i === step ? changed(item, rest, change) : item));
  }
  const entries = isMap(value) ? value : {};
  const old = Object.hasOwn(entries, step) ? entries[step] : undefined;
  return { ...entries, [step]: changed(old, rest, change) };
}

function without(value: Json | undefined, step: string | number | undefined): Json {
  if (value === undefined || step === undefined) return {};
  if (isList(value)) return value.filter((_, i) => i !== step);
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== step)) : value;
}

function spliced(value: Json | undefined, index: number, count: number, item: Json): Json {
  const items = [...listOf(value ?? [])];
  items.splice(index, count, item);
  return items;
}

function listOf(value: Json): readonly Json[] {
  return isList(value) ? value : [value];
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}
