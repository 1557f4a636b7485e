import { type Hole, literalOf, type Text } from './text';

/** The parts of an ARN as far as the template fixes them. `resource` is everything after the fifth colon. */
export interface Arn {
  readonly partition: Text;
  readonly service: Text;
  readonly region: Text;
  readonly account: Text;
  readonly resource: Text;
}

/** Undefined when the text surely is no ARN, or when a hole hides where its parts begin. */
export function parseArn(text: Text): Arn | undefined {
  const [prefix, partition, service, region, account, resource] = splitAtColons(text, 6);
  if (!prefix || literalOf(prefix) !== 'arn') return undefined;
  if (!partition || !service || !region || !account || !resource) return undefined;
  return { partition, service, region, account, resource };
}

/** The type and the name of `role/service-role/app` or `function:app`; a resource without a type is all name. */
export function splitResource(resource: Text): { readonly type: string | undefined; readonly name: Text } {
  const [first, ...rest] = resource.parts;
  const match = typeof first === 'string' ? /^([a-z][a-z-]*)[/:]/i.exec(first) : undefined;
  if (!match || typeof first !== 'string') return { type: undefined, name: resource };
  return { type: match[1], name: { ...resource, parts: withoutEmpty([first.slice(match[0].length), ...rest]) } };
}

/** At most `count` texts; the last keeps its colons. A hole stays whole: it may hold colons that nobody sees. */
function splitAtColons(text: Text, count: number): readonly Text[] {
  const pieces: (string | Hole)[][] = [[]];
  for (const part of text.parts) {
    if (typeof part !== 'string') {
      pieces.at(-1)!.push(part);
      continue;
    }
    const words = splitFirst(part, count - pieces.length);
    pieces.at(-1)!.push(words[0]!);
    pieces.push(...words.slice(1).map(word => [word]));
  }
  return pieces.map(parts => ({ ...text, parts: withoutEmpty(parts) }));
}

/** Splits at the first `cuts` colons. */
function splitFirst(text: string, cuts: number): readonly string[] {
  const words = text.split(':');
  return words.length <= cuts ? words : [...words.slice(0, cuts), words.slice(cuts).join(':')];
}

function withoutEmpty(parts: readonly (string | Hole)[]): readonly (string | Hole)[] {
  return parts.filter(part => part !== '');
}
