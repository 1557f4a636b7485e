/** A statement entry by entry: what a person would point at. */
import type { PolicyStatement, Principal } from '../../model/statement';
import { type Patterns, show, type Text } from '../../model/text';
import type { Allowed } from './state';

/** One action on one resource; in a resource's own policy, one principal's one action. `except` lists stay whole. */
export interface Entry {
  /** The statement with this entry alone: with a name for what is open in it, and as the template leaves it open. */
  readonly statement: PolicyStatement;
  readonly stated: PolicyStatement;
  /** Undefined where all but some are meant. */
  readonly action: Text | undefined;
  readonly resource: Text | undefined;
  readonly principal: Principal | undefined;
}

/** So many entries of a statement are told apart; past that they are looked at together. */
const MOST_ENTRIES = 48;

export function entriesOf({ named, stated }: Allowed, use: 'grant' | 'trust'): readonly Entry[] {
  const all = partsOf(stated, use);
  return partsOf(named, use).map((statement, i) => {
    const { actions, resources, principals } = statement;
    const principal = principals?.mode === 'only' && principals.list.length === 1 ? principals.list[0] : undefined;
    return { statement, stated: all[i]!, action: only(actions), resource: only(resources), principal };
  });
}

export function isOnlyPassing({ action }: Entry): boolean {
  return action !== undefined && show(action).toLowerCase() === 'iam:passrole';
}

function partsOf(statement: PolicyStatement, use: 'grant' | 'trust'): readonly PolicyStatement[] {
  const { actions, resources, principals } = statement;
  const byAction = single(actions);
  const byResource = use === 'trust' ? [resources] : single(resources);
  const byPrincipal = use === 'trust' && principals?.mode === 'only' ? principals.list : [undefined];
  if (byAction.length * byResource.length * byPrincipal.length > MOST_ENTRIES) return [statement];
  return byAction.flatMap(action =>
    byResource.flatMap(resource =>
      byPrincipal.map(principal => ({
        ...statement,
        actions: action,
        resources: resource,
        ...(principal ? { principals: { mode: 'only' as const, list: [principal] } } : {}),
      })),
    ),
  );
}

function single(patterns: Patterns): readonly Patterns[] {
  if (patterns.mode === 'except') return [patterns];
  return patterns.list.map(text => ({ ...patterns, list: [text] }));
}

function only({ mode, list }: Patterns): Text | undefined {
  return mode === 'only' && list.length === 1 ? list[0] : undefined;
}
