import type { Claim } from '../model/environment';
import type { Text } from '../model/text';

/** Tag keys by which people say an environment, without case and separators. From the survey in the rule's page. */
const environmentKeys: ReadonlySet<string> = new Set([
  'environment',
  'environmentname',
  'environmenttype',
  'env',
  'envname',
  'envtype',
  'stage',
  'deploymentstage',
  'deploymentenvironment',
  'tier',
  'sdlc',
  'sdlcstage',
  'lifecycle',
]);

/** Whether a tag of this key says an environment: `Environment`, `SDLC Stage`, `acme:env`. */
export function saysEnvironment(tagKey: string): boolean {
  const own = tagKey.slice(Math.max(tagKey.lastIndexOf(':'), tagKey.lastIndexOf('/')) + 1);
  return environmentKeys.has(own.toLowerCase().replace(/[-_\s.]/g, ''));
}

/** What tags claim about an environment. */
export function tagClaims(
  tags: Readonly<Record<string, Text>>,
  source: 'tag' | 'stack-tag' | 'default-tag' = 'tag',
): readonly Claim[] {
  return Object.entries(tags).flatMap(([key, text]) => (saysEnvironment(key) ? [{ source, text, key }] : []));
}

/**
 * What parameters claim that are given to a template or a module, tags among them, `var.tags.Environment`: whether or not it makes
 * anything of them.
 */
export function parameterClaims(
  parameters: Readonly<Record<string, Text>>,
  source: 'deployment' | 'module' = 'deployment',
): readonly Claim[] {
  return Object.entries(parameters).flatMap(([name, text]) => {
    const key = name.replace(/^var\./, '');
    return saysEnvironment(key.replace(/^(?:\w+_)?tags\./, '')) ? [{ source, text, key }] : [];
  });
}

/**
 * What a physical name, set by `property`, may claim: a path (`/prod/db`, `alias/prod-key`) or a name. Nothing when it has no word
 * of its own.
 */
export function nameClaims(name: Text | undefined, property?: string): readonly Claim[] {
  if (!name?.parts.some(part => (typeof part === 'string' ? /[a-z]/i.test(part) : part.kind === 'parameter')))
    return [];
  const isPath = name.parts.some(part => typeof part === 'string' && part.includes('/'));
  return [{ source: isPath ? 'path' : 'name', text: name, ...(property === undefined ? {} : { key: property }) }];
}
