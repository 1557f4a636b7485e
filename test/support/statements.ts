import { readPrincipals } from '../../server/src/engine/formats/policy/principals';
import type { Condition, PolicyStatement } from '../../server/src/engine/model/statement';
import type { Hole, Patterns, Text } from '../../server/src/engine/model/text';
import type { When } from '../../server/src/engine/model/when';
import type { SourcePointer, Uri } from '../../server/src/engine/text/text';

/** A statement as IAM's JSON has it; a string with holes is a list of its parts. */
export interface WrittenStatement {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Principal?: WrittenPrincipal;
  readonly NotPrincipal?: WrittenPrincipal;
  readonly Action?: Written | readonly Written[];
  readonly NotAction?: Written | readonly Written[];
  readonly Resource?: Written | readonly Written[];
  readonly NotResource?: Written | readonly Written[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Written | readonly Written[]>>>>;
  readonly when?: When;
}
/** `*`, or values by what they are: `AWS`, `Service`. */
export type WrittenPrincipal = '*' | Readonly<Record<string, Written | readonly Written[]>>;
export type Written = string | { readonly parts: readonly (string | Hole)[] };

export const somewhere: SourcePointer = { uri: 'test:///policy.json' as Uri, path: [], part: 'value' };

export function text(written: Written): Text {
  return { parts: typeof written === 'string' ? [written] : written.parts, at: somewhere };
}

export function statement(written: WrittenStatement): PolicyStatement {
  const conditions = Object.entries(written.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Condition => ({ operator, key, values: texts(values), at: somewhere })),
  );
  return {
    effect: written.Effect ?? 'Allow',
    ...principals(written),
    actions: patterns(written.Action, written.NotAction),
    resources: patterns(written.Resource, written.NotResource),
    conditions,
    ...(written.when ? { when: written.when } : {}),
    form: 'iam-json',
    at: somewhere,
  };
}

function principals({ Principal, NotPrincipal }: WrittenStatement): Pick<PolicyStatement, 'principals'> {
  const written = Principal ?? NotPrincipal;
  if (written === undefined) return {};
  const byKind = written === '*' ? { AWS: '*' } : written;
  const list = Object.entries(byKind).flatMap(([kind, values]) => readPrincipals(kind, texts(values)));
  return { principals: { mode: Principal === undefined ? 'except' : 'only', list } };
}

function patterns(only?: Written | readonly Written[], except?: Written | readonly Written[]): Patterns {
  if (only !== undefined) return { mode: 'only', list: texts(only), at: somewhere };
  return { mode: 'except', list: except === undefined ? [] : texts(except), at: somewhere };
}

function texts(written: Written | readonly Written[]): readonly Text[] {
  return Array.isArray(written) ? written.map(text) : [text(written as Written)];
}
