/** What resources are called in requests. */
import type { Resource } from '../../../model/resource';
import { namesOf } from '../../index/role-shapes';
import { formOf } from './forms';

/** All that it may be called; where deployment gives the name, what stands for that, which wildcards mean alone. */
export function requestNames(resource: Resource): readonly string[] {
  const known = names.get(resource) ?? readNames(resource);
  names.set(resource, known);
  return known;
}

const names = new WeakMap<Resource, readonly string[]>();

/** The first slash of a parameter is not in its ARN. */
function readNames(resource: Resource): readonly string[] {
  const written = namesOf(resource);
  return /parameter$/i.test(resource.type) ? written.map(name => name.replace(/^\//, '')) : written;
}

/** What stands after the account of what a request names, around the name; see `DataKind.arn`. */
export interface Ending {
  readonly before: string;
  readonly name: string;
  readonly after: string;
}

const ABOVE = '/..';

/** Of all that it may be called, with `form` as kinds of data write it, or the catalogue's methods. */
export function endingsOf(form: string, resource: Resource): readonly Ending[] {
  return endingsIn(form)(resource);
}

/** The same for very many. */
export function endingsIn(form: string): (resource: Resource) => readonly Ending[] {
  const { ending: whole } = formOf(form);
  const isAbove = whole.endsWith(ABOVE);
  const ending = isAbove ? whole.slice(0, -ABOVE.length) : whole;
  const at = ending.indexOf('*');
  if (at < 0) return () => [{ before: ending, name: '', after: '' }];
  const [before, after] = [ending.slice(0, at), ending.slice(at + 1)];
  return resource => {
    const names = requestNames(resource);
    const called = isAbove ? names.flatMap(pathsAbove) : names;
    return called.map(name => ({ before, name, after }));
  };
}

/** `prod/db` is read with all that is below `/prod`, said with a slash at its end or without, and with all that is below `/`. */
function pathsAbove(name: string): readonly string[] {
  const words = name.split('/').slice(0, -1);
  return ['', ...words.flatMap((_, i) => [words.slice(0, i + 1).join('/'), `${words.slice(0, i + 1).join('/')}/`])];
}

/** As a pattern: with `*` for what whoever asks may choose, and for what nobody here knows. */
export function patternOfEnding({ before, name, after }: Ending): string {
  return opened(before) + name + opened(after);
}

function opened(part: string): string {
  return part.replace(/[~^]/g, '*');
}
