/** Which environment a thing belongs to, by what people wrote about it. */
import type { Claim, Environment } from '../../model/environment';
import type { Text } from '../../model/text';
import { holeMark, type NamedEnvironment, type Vocabulary } from './vocabulary';

export { type NamedEnvironment, type Vocabulary, vocabulary } from './vocabulary';

/** The strength of what a claim rests on; a smaller number is stronger. */
const strength: Readonly<Record<Claim['source'], number>> = {
  declared: 0,
  tag: 1,
  'stack-tag': 2,
  'default-tag': 3,
  stage: 4,
  deployment: 5,
  'stack-name': 6,
  module: 7,
  workspace: 7,
  name: 8,
  path: 9,
};

/** More evidence than this convinces nobody further. */
export const MAX_EVIDENCE = 8;

/** A claim that says an environment. */
export interface Judged {
  readonly claim: Claim;
  readonly environment: NamedEnvironment;
}

/** Weighs claims; undefined when none names an environment or the strongest contradict each other. */
export function weigh(claims: readonly Claim[], words: Vocabulary): Environment | undefined {
  const judged = claimsFor(claims, words);
  const [strongest] = judged;
  if (!strongest) return undefined;
  const against = judgedOf(claims, words).filter(({ environment }) => environment.name !== strongest.environment.name);
  return {
    ...strongest.environment,
    evidence: judged.slice(0, MAX_EVIDENCE).map(asEvidence),
    ...(against.length > 0 ? { against: against.slice(0, MAX_EVIDENCE).map(asEvidence) } : {}),
  };
}

/** The strongest claims where they contradict each other, so that nobody can tell; empty where one environment is named, or none. */
export function contradictionIn(claims: readonly Claim[], words: Vocabulary): readonly Judged[] {
  const strongest = strongestOf(judgedOf(claims, words));
  return new Set(strongest.map(({ environment }) => environment.name)).size > 1 ? strongest : [];
}

export function asEvidence({ claim }: Pick<Judged, 'claim'>): Environment['evidence'][number] {
  return { message: saidBy(claim), at: claim.text.at };
}

/**
 * The claims for the environment that the strongest of them name, strongest first, then in the order given; empty when none names
 * one or the strongest contradict each other.
 */
export function claimsFor(claims: readonly Claim[], words: Vocabulary): readonly Judged[] {
  const judged = judgedOf(claims, words);
  const [strongest, ...others] = strongestOf(judged);
  if (!strongest || others.some(({ environment }) => environment.name !== strongest.environment.name)) return [];
  return judged.filter(other => other.environment.name === strongest.environment.name);
}

/** The claims that name an environment, strongest first. */
export function judgedOf(claims: readonly Claim[], words: Vocabulary): readonly Judged[] {
  const judged = claims.flatMap(claim => {
    const environment = environmentSaid(claim, words);
    return environment ? [{ claim, environment }] : [];
  });
  return judged.length < 2 ? judged : judged.sort((a, b) => strength[a.claim.source] - strength[b.claim.source]);
}

function strongestOf(judged: readonly Judged[]): readonly Judged[] {
  const [first] = judged;
  return judged.filter(({ claim }) => strength[claim.source] === strength[first!.claim.source]);
}

/** Whether what `a` rests on outweighs what `b` rests on. */
export function isStronger(a: Claim, b: Claim): boolean {
  return strength[a.source] < strength[b.source];
}

/** People mean what they write into a tag or call a stage; a word in a resource's name may be there for many reasons. */
export function isMeant({ source }: Claim): boolean {
  return source !== 'name' && source !== 'path';
}

const known = new WeakMap<Vocabulary, WeakMap<Claim, NamedEnvironment | null>>();

/** Remembered: the claims of a role are weighed for each statement that may pass it. */
function environmentSaid(claim: Claim, words: Vocabulary): NamedEnvironment | undefined {
  const answers = known.get(words) ?? new WeakMap<Claim, NamedEnvironment | null>();
  known.set(words, answers);
  const said = answers.get(claim);
  if (said !== undefined) return said ?? undefined;
  const found = readClaim(claim, words);
  answers.set(claim, found ?? null);
  return found;
}

function readClaim({ source, text }: Claim, words: Vocabulary): NamedEnvironment | undefined {
  const literal = literalOf(text);
  if (source === 'declared') return literal.includes(holeMark) ? undefined : words.environmentCalled(literal);
  return source === 'path' ? environmentOfPath(literal, words) : words.environmentIn(literal);
}

/**
 * The environment of a parameter's or secret's path: its first or second segment says it, `/prod/db/password` or
 * `orders/prod/password`, as a path, an ARN or a dynamic reference.
 */
export function environmentOfPath(path: string, words: Vocabulary): NamedEnvironment | undefined {
  const own = resourcePart(path.slice(0, 2048));
  if (deviceFile.test(own) || machineFile.test(own) || publicParameter.test(path)) return undefined;
  const [first, second] = own.split('/').filter(segment => segment !== '');
  const said = [first, second].flatMap(segment => (segment && words.environmentIn(segment)) || []);
  return said.every(one => one.name === said[0]?.name) ? said[0] : undefined;
}

/** What is the owner's word in a path: `/prod/db` of `arn:…:parameter/prod/db`, `prod-x` of `/aws/lambda/prod-x`. */
function resourcePart(path: string): string {
  const resource = path.startsWith('arn:')
    ? path.split(':').slice(5).join(':')
    : path.replace(/^\{\{resolve:[a-z-]+:/, '');
  return resource.replace(/^(?:parameter(?=\/)|secret[:/]|alias\/|log-group:|\/aws\/[\w-]+\/)+/, '');
}

/** Where a machine keeps its files. */
const machineFile = /^\/(?:bin|etc|home|lib|mnt|opt|proc|root|run|srv|sys|tmp|usr|var)\//;
/** Of AWS, for everybody: `/aws/service/ami-amazon-linux-latest/…` */
const publicParameter = /^(?:arn:[^/]*:parameter|\{\{resolve:ssm:)?\/aws\/service\//;
const deviceFile = /^\/dev\/(?:sd|xvd|hd|nvme|null|shm|zero|u?random|std|tty|fd|disk|mapper|log|fuse|kvm)/;

/** The text as far as it is written out, each hole marked. */
export function literalOf(text: Text): string {
  return text.parts.map(part => (typeof part === 'string' ? part : holeMark)).join('');
}

/** Says a claim so that a person can follow it: "tag `Environment` is `prod`". */
export function saidBy({ source, text, key }: Claim): string {
  const value = `\`${spelled(text)}\``;
  const tag = key === undefined ? 'tag' : `tag \`${key}\``;
  switch (source) {
    case 'declared':
      return `declared ${value}`;
    case 'tag':
      return `${tag} is ${value}`;
    case 'stack-tag':
      return `the stack's ${tag} is ${value}`;
    case 'default-tag':
      return `the provider's default ${tag} is ${value}`;
    case 'name':
    case 'path':
      if (key === 'folder') return `in the folder ${value}`;
      return key === undefined ? `named ${value}` : `\`${key}\` is ${value}`;
    case 'stack-name':
      return `the stack is named ${value}`;
    case 'deployment':
      if (key === 'profile') return `the profile is ${value}`;
      return deployedWith(key, value);
    case 'module':
      return key === undefined ? `module ${value}` : `the module's \`${key}\` is ${value}`;
    default:
      return `${source} ${value}`;
  }
}

function deployedWith(key: string | undefined, value: string): string {
  if (key === undefined) return `deployed as ${value}`;
  if (key === 'alias') return `the provider's alias is ${value}`;
  return key === 'profile' ? `the profile is ${value}` : `deployed with \`${key}\` as ${value}`;
}

/** As a person reads it, holes as `${…}`. */
export function spelled(text: Text): string {
  return text.parts.map(part => (typeof part === 'string' ? part : `\${${part.hole}}`)).join('');
}
