/** Requests for data: those that a pattern of a grant and a kind of data have in common. */
import type { Resource } from '../../../model/resource';
import { type Language, patternOf, union, verbatim, wildcards } from '../../../policy/language';
import type { Given } from '../../../policy/reading';
import { formOf } from '../directory/forms';
import { endingsOf } from '../directory/names';
import { meet } from '../directory/overlaps';
import type { Pattern } from '../directory/patterns';
import { arnsIn } from '../directory/request-arns';
import type { DataKind } from './data-kinds';

/** Whether what follows a reference in a pattern means things of this kind: `${Bucket.Arn}` means no object in it. */
export function refersInto({ reference }: Pattern, { arn, types }: DataKind): boolean {
  if (!reference) return true;
  const { before, after } = formOf(arn);
  const { hole, followed } = reference;
  const attribute = attributeOf(hole.attribute);
  if (attribute === 'id') return before.endsWith('^') && meet(followed, opened(after));
  if (before.endsWith('^')) return attribute === 'name' && meet(followed, opened(after));
  if (attribute === 'stream') return meet(`/stream/${followed === '' ? 'x' : followed}`, opened(after));
  // CloudFormation ends the ARN of a log group with `:*`.
  if (attribute === 'arn' && types.includes('AWS::Logs::LogGroup')) return true;
  return meet(followed, opened(attribute === 'arn' ? after.replace(/^-\?+/, '') : after));
}

/** Where a pattern says that requests go, as far as nobody knows better. */
export function givenBy({ account, region }: Pattern, given: Given): Given {
  const written = { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
  const { account: known, region: there } = given;
  return {
    ...given,
    ...written,
    ...(known === undefined ? {} : { account: known }),
    ...(there ? { region: there } : {}),
  };
}

/** What requests name of the resource, in the words of the pattern too where only a reference tells its ARN. */
export function arnsMeant(
  { reference }: Pattern,
  { arn, types }: DataKind,
  resource: Resource,
  given: Given,
  isOpen = false,
): Language {
  const named = arnsIn(arn, resource, given, isOpen);
  const attribute = attributeOf(reference?.hole.attribute);
  if (!reference || attribute === 'name') return named;
  const { hole, followed } = reference;
  const { before, after } = formOf(arn);
  const own = [...verbatim(given.nameOf?.(hole) ?? `\${${hole.hole}}`)];
  const isLogs = types.includes('AWS::Logs::LogGroup');
  const rest = attribute === 'stream' || isLogs ? followed : opened(after.replace(/^-\?+/, ''));
  return union(
    named,
    patternOf([...wildcards(attribute === 'id' ? `*:${before.slice(0, -1)}` : ''), ...own, ...wildcards(rest)]),
  );
}

/** Which part of it a pattern means, `customers/*`; undefined for all of it, or where that cannot be told. */
export function partMeant({ rest, reference }: Pattern, { arn }: DataKind): string | undefined {
  const { before, after } = formOf(arn);
  const separator = after[0];
  if (separator === undefined || separator === '-' || before.includes('^')) return undefined;
  const inside = reference ? reference.followed : insideOf(rest, before, separator);
  const part = inside?.replace(/^[/:]/, '');
  return part === undefined || /^[*?]*$/.test(part) ? undefined : part;
}

/** What stands in a pattern after a name, which holds no such separator. */
function insideOf(rest: string, before: string, separator: string): string | undefined {
  if (!rest.startsWith(before)) return undefined;
  const at = rest.indexOf(separator, before.length);
  return at < 0 ? undefined : rest.slice(at);
}

function opened(part: string): string {
  return part.replace(/[~^]/g, '*');
}

type Attribute = 'arn' | 'name' | 'stream' | 'id';

function attributeOf(attribute: string | undefined): Attribute {
  if (attribute === 'arn' || attribute === 'name') return attribute;
  return /stream/i.test(attribute ?? '') ? 'stream' : 'id';
}

/** Whether it tells which of several it means. */
export function isNaming({ rest, reference }: Pattern, { arn }: DataKind): boolean {
  return reference !== undefined || (rest !== '*' && !endsOpen(rest, arn));
}

function endsOpen(rest: string, arn: string): boolean {
  const { before } = formOf(arn);
  return /^[*?]/.test(rest.slice(before.replace('^', '').length));
}

/** Six characters that policies write after the name of a secret: they are its. */
export function suffixWritten(resource: Resource, form: string, patterns: Iterable<Pattern>): string | undefined {
  const { after } = formOf(form);
  if (after !== '-??????') return undefined;
  const names = endingsOf(form, resource).map(({ before, name }) => `${before}${name}-`);
  for (const { rest } of patterns) {
    const name = names.find(one => rest.startsWith(one) && /^[A-Za-z0-9]{6}$/.test(rest.slice(one.length)));
    if (name !== undefined) return rest.slice(name.length);
  }
  return undefined;
}
