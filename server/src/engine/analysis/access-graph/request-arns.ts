/** How requests name resources: as sets of ARNs, and as one that is shown. */
import type { Resource } from '../../model/model';
import {
  accepts,
  example,
  glanceBudget,
  glob,
  intersect,
  type Language,
  patternOf,
  type Tokens,
  union,
  verbatim,
  wildcards,
} from '../../policy/language';
import { type Given, standIns } from '../../policy/reading';
import { filled, formsOf } from '../escalation/arns';
import { specsOf } from './data-kinds';
import { endingsOf } from './names';

/** What stands for what AWS chose and nobody here knows. */
const UNKNOWN = 'zz9f3c';

/** In the account of who asks, as far as it is known. `isOpen`: with all that AWS may have chosen. */
export function arnsIn(form: string, resource: Resource, given: Given, isOpen = false): Language {
  const head = headOf(form, given);
  const chosen = (part: string): Tokens => wildcards(part.replaceAll('~', '*').replaceAll('^', isOpen ? '*' : UNKNOWN));
  return union(
    ...endingsOf(form, resource).map(({ before, name, after }) =>
      patternOf([...verbatim(head), ...chosen(before), ...verbatim(name), ...chosen(after)]),
    ),
  );
}

function headOf(form: string, given: Given): string {
  const { account, region, partition } = { ...standIns, ...given };
  const fields = form.split(':');
  const place = (field: string | undefined, value: string) => (field === '*' ? value : (field ?? ''));
  return `arn:${place(fields[1], partition)}:${fields[2]}:${place(fields[3], region)}:${place(fields[4], account)}:`;
}

/** What a request for the action names, within what a pattern allows, if it is told. */
export function requestArn(
  resource: Resource,
  action: string,
  account: string | undefined,
  within: string = '*',
): string {
  const given = account === undefined ? {} : { account };
  const kinds = specsOf(action).filter(({ kind }) => kind.types.includes(resource.type));
  const forms = kinds.length > 0 ? kinds.map(({ kind }) => kind.arn) : formsOf(action).slice(0, 1);
  if (forms.length === 0) return '*';
  const found = forms.map(form => shownIn(form, resource, given, within)).find(arn => arn !== undefined);
  return found ?? shownIn(forms[0]!, resource, given, '*') ?? '*';
}

function shownIn(form: string, resource: Resource, given: Given, within: string): string | undefined {
  const language = arnsIn(form, resource, given, true);
  const [first] = endingsOf(form, resource);
  const whole = first && headOf(form, given) + filledPart(first.before) + first.name + filledPart(first.after);
  const pattern = glob(within);
  const liked = [filled(within), ...(whole === undefined ? [] : [whole])];
  const known = liked.find(arn => accepts(language, arn) && accepts(pattern, arn));
  return known ?? example(intersect(language, pattern), [], glanceBudget());
}

function filledPart(part: string): string {
  return filled(part.replace(/[~^]/g, '*')).replace(/z{6}$/, UNKNOWN);
}
