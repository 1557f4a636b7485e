/** What resources are called in requests. */
import type { Resource } from '../../model/model';
import { namesOf } from '../index/role-shapes';

/** All that it may be called; where deployment gives the name, what stands for that, which wildcards mean alone. */
export function requestNames(resource: Resource): readonly string[] {
  const known = names.get(resource) ?? readNames(resource);
  names.set(resource, known);
  return known;
}

const names = new WeakMap<Resource, readonly string[]>();

/** Secrets Manager ends names with six characters of its own; the first slash of a parameter is not in its ARN. */
function readNames(resource: Resource): readonly string[] {
  const written = namesOf(resource);
  if (/secret$/i.test(resource.type)) return written.map(name => `${name}-zz9f3c`);
  return /parameter$/i.test(resource.type) ? written.map(name => name.replace(/^\//, '')) : written;
}
