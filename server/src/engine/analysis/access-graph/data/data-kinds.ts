/** Which kinds of data there are, and which actions touch them. */
import { copying } from './copying-kinds';
import type { DataKind, Touch } from './data-kind';
import { databases } from './database-kinds';
import { compute, messages, secrets } from './message-kinds';
import { storage } from './storage-kinds';

export type { DataKind, Touch } from './data-kind';

/** Those of which one action is enough. */
export const dataKinds: readonly DataKind[] = [...storage, ...databases, ...messages, ...secrets, ...compute];

/** An action on data of one kind. */
export interface Spec {
  readonly kind: DataKind;
  readonly how: Touch;
  readonly action: string;
  /** The same for those that differ in their actions alone. */
  readonly way: string;
}

export function specIn(kind: DataKind, how: Touch, action: string): Spec {
  return { kind, how, action, way: `${how} ${kind.method} ${kind.says} ${kind.arn} ${kind.types[0]}` };
}

const byAction: ReadonlyMap<string, readonly Spec[]> = (() => {
  const specs = new Map<string, Spec[]>();
  for (const kind of [...dataKinds, ...copying]) {
    for (const [how, actions] of Object.entries(kind.touches)) {
      for (const action of actions) {
        specs.set(action, [...(specs.get(action) ?? []), specIn(kind, how as Touch, action)]);
      }
    }
  }
  return specs;
})();

/** Those that others need too. */
export const dataActions: readonly string[] = [
  ...new Set([...byAction.keys(), ...copying.flatMap(({ needs = [] }) => needs.flat())]),
];

export function specsOf(action: string): readonly Spec[] {
  return byAction.get(action) ?? [];
}

export const dataWords: Readonly<Record<Touch, string>> = {
  reads: 'may read',
  writes: 'may write to',
  administers: 'may decide about',
};
