/** How requests name things of one kind, `arn:*:s3:::*~` as `DataKind.arn` has it, taken apart. */

export interface Form {
  readonly service: string;
  /** What stands after the account. */
  readonly ending: string;
  /** What stands after the account and before the name, with the `^` that stands for one. */
  readonly before: string;
  readonly after: string;
}

/** The data of actions has only so many. */
const known = new Map<string, Form>();

export function formOf(arn: string): Form {
  const form = known.get(arn) ?? readForm(arn);
  known.set(arn, form);
  return form;
}

function readForm(arn: string): Form {
  const [, , service = '', , , ...rest] = arn.split(':');
  const ending = rest.join(':');
  const mark = ending.includes('*') ? '*' : '^';
  const at = ending.indexOf(mark);
  const [before, after] = at < 0 ? [ending, ''] : [ending.slice(0, mark === '^' ? at + 1 : at), ending.slice(at + 1)];
  return { service, ending, before, after };
}
