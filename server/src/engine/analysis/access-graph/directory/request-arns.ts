/** How requests name resources: as sets of ARNs, and as one that is shown. */
import type { Resource } from '../../../model/resource';
import { accepts, type Language, patternOf, union, verbatim, wildcards } from '../../../policy/language';
import { type Given, standIns } from '../../../policy/reading';
import { filled, formsOf } from '../../escalation/arns';
import { specsOf } from '../data/data-kinds';
import { endingsOf } from './names';

/** What stands for what AWS chose and nobody here knows. */
const UNKNOWN = 'zz9f3c';

/** What is open in these is a name or a part of one, without a colon and all that could follow it in a pattern. */
const ONE_NAME = /\^|\/(?:index|stream)\/|:(?:function|log-group):/;

/** In the account of who asks, as far as it is known. `isOpen`: with all that AWS may have chosen. */
export function arnsIn(form: string, resource: Resource, given: Given, isOpen = false): Language {
  const head = verbatim(headOf(form, given));
  const isOneName = ONE_NAME.test(form);
  const chosen = (part: string) =>
    wildcards(part.replaceAll('~', '*').replaceAll('^', isOpen ? '*' : UNKNOWN), isOneName);
  return union(
    ...endingsOf(form, resource).map(({ before, name, after }) =>
      patternOf([...head, ...chosen(before), ...verbatim(name), ...chosen(after)]),
    ),
  );
}

function headOf(form: string, given: Given): string {
  const { account, region, partition } = { ...standIns, ...given };
  const fields = form.split(':');
  const place = (field: string | undefined, value: string) => (field === '*' ? value : (field ?? ''));
  return `arn:${place(fields[1], partition)}:${fields[2]}:${place(fields[3], region)}:${place(fields[4], account)}:`;
}

/** What a request for the action names; `part` is that of it which is asked for, `customers/*`, where it is not any. */
export function requestArn(resource: Resource, action: string, account: string | undefined, part?: string): string {
  const given = account === undefined ? {} : { account };
  const kinds = specsOf(action).filter(({ kind }) => kind.types.includes(resource.type));
  const forms = kinds.length > 0 ? kinds.map(({ kind }) => kind.arn) : formsOf(action).slice(0, 1);
  const shown = forms.flatMap(form => shownIn(form, resource, given, part) ?? []);
  return shown[0] ?? (part === undefined ? '*' : requestArn(resource, action, account));
}

/** Undefined where things of this form have no such part. */
function shownIn(form: string, resource: Resource, given: Given, part: string | undefined): string | undefined {
  const [first] = endingsOf(form, resource);
  if (!first) return undefined;
  const { before, name, after } = first;
  const beginning = headOf(form, given) + withStandIns(before) + name;
  if (part === undefined) return beginning + withStandIns(after);
  const arn = beginning + after.charAt(0) + filled(part);
  return accepts(arnsIn(form, resource, given, true), arn) ? arn : undefined;
}

function withStandIns(part: string): string {
  return filled(part.replace(/\?+/g, '*').replace(/[~^]/g, '*'));
}
