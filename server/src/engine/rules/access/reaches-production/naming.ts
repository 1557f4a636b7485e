/** How policies name what is reached. */
import { dataKinds } from '../../../analysis/access-graph/data/data-kinds';
import { patternsIn } from '../../../analysis/access-graph/directory/patterns';
import { formsOf } from '../../../analysis/escalation/arns';
import type { Resource } from '../../../model/resource';
import { literalOf } from '../../../model/text';
import { arnOf } from '../../iam/privilege-escalation/boundaries';
import { type Said, said, writtenIn } from '../../iam/privilege-escalation/limits';
import { dependsOn } from '../../iam/references';
import type { Weak } from './attempt';

/**
 * By reference where the statement refers to it, else by its name, in whichever account; where it has none of its own, by reference if
 * the template can refer to it.
 */
export function namesOf(
  target: Resource,
  action: string,
  { grant, holder, index }: Pick<Weak, 'grant' | 'holder' | 'index'>,
): readonly Said[] | undefined {
  const arn = formsFor(target, action).length === 1 ? arnOf(target) : undefined;
  const isReferredTo = patternsIn(writtenIn(grant)).some(({ refersTo }) => refersTo === target.id);
  if (arn && isReferredTo) return [arn];
  const isReferable =
    target.at.uri === holder.at.uri &&
    target.when === undefined &&
    !dependsOn(target, new Set([holder.id]), index.documentOf(holder));
  return namesIn(target, action) ?? (arn && isReferable ? [arn] : undefined);
}

/** By its name. */
export function namesIn(target: Resource, action: string): readonly Said[] | undefined {
  const name = target.name && literalOf(target.name);
  if (name === undefined) return undefined;
  return formsFor(target, action).map(form => said(written(form, name), target.at));
}

/** How requests name data, what is in it too, or what else it is. */
function formsFor({ type }: Resource, action: string): readonly string[] {
  const kinds = dataKinds.filter(({ types, method }) => types.includes(type) && method === undefined);
  const forms = kinds.map(({ arn }) => arn).filter(arn => !/:table\/\*\/|\/\.\.$/.test(arn));
  if (forms.length === 0) return formsOf(action).slice(0, 1);
  return [...new Set(forms.flatMap(form => (form.includes(':table/') ? [form, `${form}/*`] : [form])))];
}

/** `arn:aws:s3:::orders/*`, of how requests name what is in a bucket. */
function written(form: string, name: string): string {
  const fields = form.replace(/^arn:\*/, 'arn:aws').split(':');
  const own = name.replace(/^\//, '');
  const ending = fields
    .slice(5)
    .join(':')
    .replace('*', () => own);
  return [...fields.slice(0, 5), ending.replace(/[~^]/g, '*')].join(':');
}
