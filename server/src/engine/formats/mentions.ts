/** What of a resource's texts may name a thing that belongs to an environment. */
import { parseArn } from '../model/arn';
import { usualEnvironments } from '../model/environment-words';
import type { PolicyStatement } from '../model/statement';
import { type Hole, isAddress, literalOf, type Text } from '../model/text';
import { saysEnvironment } from './claims';
import { concatenated } from './lists';

/** What a resource names, in the lists of `Resource` of the same names. */
export interface Mentions {
  readonly mentions: Text[];
  readonly variables: Text[];
  readonly elsewhere: Text[];
  readonly credentials: Text[];
}

const naming = /(?:TABLE|BUCKET|QUEUE|TOPIC|STREAM|SECRET|PARAMETER|FUNCTION|DATABASE|DB|HOST|ENDPOINT|URL|URI|ARN)/i;

/** Notes what a variable is set to, if that names something, or may where deployment completes it. */
export function noteVariable(name: string, text: Text, { mentions, variables }: Mentions): void {
  const isCompleted = text.parts.some(isChosen);
  const isNamed = naming.test(name) && (isCompleted || text.parts.some(isWord));
  if (isNamed || isAddress(text) || text.parts.some(isImported)) mentions.push(text);
  else if (typeof text.parts[0] === 'object' && isCompleted) variables.push(text);
  else if (saysStage(name, text)) variables.push(text);
}

/** Whether a variable says to a program in which environment it runs. How it runs is `production` in all of them: `NODE_ENV`. */
function saysStage(name: string, text: Text): boolean {
  const word = literalOf(text)?.toLowerCase();
  if (word === undefined || !/^[\w-]{1,40}$/.test(word) || modes.has(name)) return false;
  return saysEnvironment(name) || usualWords.has(word);
}

const modes: ReadonlySet<string> = new Set([
  ...['ASPNETCORE_ENVIRONMENT', 'BABEL_ENV', 'DOTNET_ENVIRONMENT', 'FLASK_ENV', 'MIX_ENV', 'NODE_ENV', 'RACK_ENV'],
  'RAILS_ENV',
]);

const usualWords: ReadonlySet<string> = new Set(
  usualEnvironments.flatMap(({ words, aloneWords }) => [...words, ...aloneWords]),
);

/** What whoever deploys decides. */
function isChosen(part: string | Hole): boolean {
  return typeof part === 'object' && (part.kind === 'parameter' || part.cases !== undefined);
}

function isWord(part: string | Hole): boolean {
  return typeof part === 'string' && /[a-z]/i.test(part);
}

/** What another stack exports. */
function isImported(part: string | Hole): boolean {
  return typeof part === 'object' && part.import !== undefined;
}

/**
 * Whether a text is the ARN of a thing with its account written out. Identities are no things: they live in other accounts and are
 * let in, not used.
 */
export function isThingElsewhere(text: Text): boolean {
  const arn = parseArn(text);
  const service = arn && literalOf(arn.service);
  if (service === undefined || identities.has(service)) return false;
  return /^\d{12}$/.test(literalOf(arn!.account) ?? '');
}

const identities: ReadonlySet<string> = new Set(['iam', 'sts', 'organizations']);

/** The resources that grants write out by name. */
export function grantedNames(grants: readonly PolicyStatement[]): readonly Text[] {
  return concatenated(grants.map(({ resources }) => resources.list.filter(isAddress)));
}
