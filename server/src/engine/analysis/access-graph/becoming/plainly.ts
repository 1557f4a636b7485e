/** What needs no engine: steps about nothing that is there yet, which a grant allows without any question. */
import { matchesWildcards } from '../../../model/text';
import { type Given, standIns } from '../../../policy/reading';
import type { Request } from '../../../policy/request-set';
import type { SourcePointer } from '../../../text/text';
import { filled, formsOf, kindOf } from '../../escalation/arns';
import { placeOf } from '../../escalation/asking';
import type { Step } from '../../escalation/escalation';
import { readable } from '../../permissions/iam-names';
import type { Grant } from '../../permissions/permissions';
import { formOf } from '../directory/forms';
import { type Pattern, patternsIn } from '../directory/patterns';
import { isPlain, isUnlimited, type Reader, ways } from '../reader';

export interface Plainly {
  readonly asked: readonly Request[];
  readonly because: readonly SourcePointer[];
}

interface Choice {
  readonly action: string;
  readonly grant: Grant;
  readonly pattern: Pattern;
  readonly form: string;
}

/** Undefined where the engine has to decide. Steps about the same kind of thing are about one of one name. */
export function stepsTaken(steps: readonly Step[], reader: Reader): Plainly | undefined {
  const names = new Map<string, string>();
  const taken: Choice[] = [];
  for (const step of steps) {
    const choice = choicesFor(step, reader).find(one => agrees(one, step, names));
    if (!choice) return undefined;
    const kind = kindOf(choice.action);
    if (step.on === 'new' && kind !== undefined && choice.pattern.rest !== '*') names.set(kind, choice.pattern.rest);
    taken.push(choice);
  }
  const { given } = reader.permissions;
  return {
    asked: taken.map(choice => requestFor(choice, names.get(kindOf(choice.action) ?? ''), given)),
    because: taken.map(({ grant, action }) => placeOf(grant, action)),
  };
}

function choicesFor({ on, actions }: Step, reader: Reader): readonly Choice[] {
  if (on !== 'new' && on !== 'any') return [];
  return actions.flatMap(action => {
    const grants = reader.asker().byAction.get(action) ?? [];
    if (grants.length === 0 || !isUnlimited(action, reader, ways)) return [];
    return grants.flatMap(grant =>
      patternsIn(grant.statement).flatMap(pattern =>
        isPlain(grant, pattern) ? choice(action, grant, pattern, on) : [],
      ),
    );
  });
}

function choice(action: string, grant: Grant, pattern: Pattern, on: Step['on']): readonly Choice[] {
  if (pattern.refersTo !== undefined) return [];
  const forms = formsOf(action);
  if (pattern.rest === '*' && pattern.service === '*') return [{ action, grant, pattern, form: forms[0] ?? '*' }];
  if (on === 'any') return [];
  const form = forms.find(
    one =>
      matchesWildcards(pattern.service, formOf(one).service) &&
      matchesWildcards(formOf(one).ending, filled(pattern.rest)),
  );
  return form === undefined ? [] : [{ action, grant, pattern, form }];
}

/** What may have any name may have that of the step before. */
function agrees({ action, pattern }: Choice, { on }: Step, names: ReadonlyMap<string, string>): boolean {
  const name = names.get(kindOf(action) ?? '');
  return on !== 'new' || name === undefined || pattern.rest === '*' || pattern.rest === name;
}

function requestFor({ action, form }: Choice, rest: string | undefined, given: Given): Request {
  if (form === '*') return { action, resource: '*', context: {} };
  const { account, region, partition } = { ...standIns, ...given };
  const [, p, service, r, a] = form.split(':');
  const place = (field: string | undefined, value: string) => (field === '*' ? value : (field ?? ''));
  const ending = rest === undefined ? formOf(form).ending.replace('*', 'zz-witness-9f3c') : filled(rest);
  const resource = ['arn', place(p, partition), service, place(r, region), place(a, account), ending].join(':');
  return readable({ action, resource, context: {} });
}
