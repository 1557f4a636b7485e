/** The form of a settings file, as data: what reads it, what describes it and what helps to write it go by the same words. */

/** What a text stands for, so that a wrong one can be told and a right one offered. */
export type Naming =
  | 'account id'
  | 'account'
  | 'environment'
  | 'tier'
  | 'tier or environment'
  | 'rule'
  | 'severity'
  | 'files'
  | 'resource'
  | 'region'
  | 'parameter'
  | 'principals'
  | 'policy file'
  | 'managed policy'
  | 'date'
  | 'reason'
  | 'anything';

export type Shape =
  /** `version: 1` */
  | { readonly kind: 'version' }
  /** A single value. */
  | { readonly kind: 'text'; readonly names: Naming }
  /** A single value or a list of them. */
  | { readonly kind: 'texts'; readonly names: Naming }
  | { readonly kind: 'list'; readonly of: Shape }
  /** A list of one side and the other. */
  | { readonly kind: 'pair'; readonly of: Shape }
  | FieldsShape
  /** A map of one form, or a list of another. */
  | { readonly kind: 'either'; readonly map: Shape; readonly list: Shape }
  /** A map whose keys are chosen by who writes it. */
  | { readonly kind: 'entries'; readonly keys: Naming; readonly of: Shape; readonly usual?: readonly string[] };

/** A map whose keys are known. */
export interface FieldsShape {
  readonly kind: 'fields';
  /** What it is, for a sentence: `an account`. */
  readonly what: string;
  readonly fields: Readonly<Record<string, Field>>;
}

export interface Field {
  /** What it means, as Markdown. */
  readonly says: string;
  readonly shape: Shape;
  readonly required?: true;
}

/** What stands at a path of a file of this shape; undefined where nothing of it belongs. A single value may stand for a list. */
export function shapeAt(shape: Shape, path: readonly (string | number)[]): Shape | undefined {
  let here: Shape | undefined = shape;
  for (const step of path) here = here && below(here, step);
  return here;
}

function below(shape: Shape, step: string | number): Shape | undefined {
  if (shape.kind === 'either') return below(typeof step === 'number' ? shape.list : shape.map, step);
  if (typeof step === 'number') {
    if (shape.kind === 'list' || shape.kind === 'pair') return shape.of;
    return shape.kind === 'texts' ? { kind: 'text', names: shape.names } : undefined;
  }
  if (shape.kind === 'entries') return shape.of;
  return fieldOf(shape, step)?.shape;
}

/** The known key of a map. */
export function fieldOf(shape: Shape, key: string): Field | undefined {
  return shape.kind === 'fields' && Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
}
