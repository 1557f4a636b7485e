/** A statement entry by entry: what a person would point at. */
import type { Patterns, PolicyStatement, Principal, Text } from '../../model/model';

/** One action on one resource; in a resource's own policy, one principal's one action. `except` lists stay whole. */
export interface Entry {
  /** The statement with this entry alone. */
  readonly statement: PolicyStatement;
  /** Undefined where all but some are meant. */
  readonly action: Text | undefined;
  readonly resource: Text | undefined;
  readonly principal: Principal | undefined;
}

/** So many entries of a statement are told apart; past that they are looked at together. */
const MOST_ENTRIES = 48;

export function entriesOf(statement: PolicyStatement, use: 'grant' | 'trust'): readonly Entry[] {
  const { actions, resources, principals } = statement;
  const byAction = single(actions);
  const byResource = use === 'trust' ? [resources] : single(resources);
  const byPrincipal = use === 'trust' && principals?.mode === 'only' ? principals.list : [undefined];
  if (byAction.length * byResource.length * byPrincipal.length > MOST_ENTRIES) return [whole(statement)];
  return byAction.flatMap(action =>
    byResource.flatMap(resource =>
      byPrincipal.map(principal => ({
        statement: {
          ...statement,
          actions: action,
          resources: resource,
          ...(principal ? { principals: { mode: 'only' as const, list: [principal] } } : {}),
        },
        action: only(action),
        resource: only(resource),
        principal,
      })),
    ),
  );
}

function whole(statement: PolicyStatement): Entry {
  return { statement, action: undefined, resource: undefined, principal: undefined };
}

function single(patterns: Patterns): readonly Patterns[] {
  if (patterns.mode === 'except') return [patterns];
  return patterns.list.map(text => ({ ...patterns, list: [text] }));
}

function only({ mode, list }: Patterns): Text | undefined {
  return mode === 'only' && list.length === 1 ? list[0] : undefined;
}
