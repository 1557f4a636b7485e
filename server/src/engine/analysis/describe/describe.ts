/** Statements in plain words, as Markdown. Says what is written, not what follows from other policies. */
import type { Resource } from '../../model/resource';
import type { Condition, PolicyStatement, Principal } from '../../model/statement';
import { covers, type Patterns, show, type Text } from '../../model/text';
import type { When } from '../../model/when';
import { isTooLong } from '../../policy/extent';
import type { WorkspaceIndex } from '../index/workspace-index';
import { describePassing } from './describe-passing';
import { code, mostItems, some } from './markdown';

/** What a statement is about, besides its own words. */
export interface Circumstances {
  /** The resource it stands in. */
  readonly holder: Resource;
  /** `trust`: it says who may reach `holder`. `grant`: what others may do because of it. */
  readonly use: 'trust' | 'grant';
  readonly index: WorkspaceIndex;
}

/** One sentence, then what narrows it, then what it means in this workspace; each a paragraph. */
export function describeStatement(statement: PolicyStatement, circumstances: Circumstances): string {
  const passes = statement.effect === 'Allow' && covers(statement.actions, passRole, true) === 'yes';
  const conditions = statement.conditions.filter(condition => !(passes && isPassedToService(condition)));
  const paragraphs = [
    circumstances.use === 'trust' ? trustSentence(statement, circumstances) : grantSentence(statement, circumstances),
    ...(isTooLong(statement) ? [tooLong] : passes ? passing(statement, circumstances) : []),
    ...list('Only if', conditions.map(conditionWords)),
    ...list('Only where', alternatives(statement.when)),
  ];
  return paragraphs.join('\n\n');
}

const passRole = 'iam:PassRole';
const tooLong = 'It is longer than any policy that AWS takes, so what follows from it is not worked out';

function grantSentence({ effect, actions, resources }: PolicyStatement, { holder, index }: Circumstances): string {
  const attached = holder.kind === 'policy' ? index.attachedTo(holder) : [];
  const who = attached.length > 0 ? attached.map(principal => code(principal.label)) : [code(holder.label)];
  const may = effect === 'Allow' ? '**may**' : '**may not**';
  return `${some(who)} ${may} ${patternWords(actions, 'do anything')} on ${patternWords(resources, 'everything')}`;
}

function trustSentence({ effect, actions, principals }: PolicyStatement, { holder }: Circumstances): string {
  const named = principals?.list.map(principalWords) ?? [];
  const who = principals?.mode === 'except' ? `everyone except ${some(named)}` : some(named);
  const may = effect === 'Allow' ? '**may**' : '**may not**';
  const deeds = patternWords(actions, 'do anything');
  const what =
    holder.kind === 'role' ? 'become' : holder.kind === 'network-endpoint' ? `${deeds} through` : `${deeds} on`;
  return `${who || 'Nobody'} ${may} ${what} ${code(holder.label)}`;
}

function principalWords(principal: Principal): string {
  switch (principal.kind) {
    case 'anyone':
      return '**anyone**';
    case 'account':
      return `the account ${code(show(principal.account))}`;
    case 'identity':
      return code(show(principal.arn));
    case 'service':
      return `the service ${code(show(principal.name))}`;
    case 'federated':
      return `whoever ${code(show(principal.provider))} vouches for`;
    case 'canonical':
      return `the canonical user ${code(show(principal.id))}`;
  }
}

/** Which roles may be passed to what, and which of the workspace's roles these really are. */
function passing(statement: PolicyStatement, { holder, index }: Circumstances): readonly string[] {
  const roles = patternWords(statement.resources, '**every role of the account**');
  const sentence = `So it may pass ${roles} to ${servicesOf(statement.conditions)}`;
  return [sentence, ...describePassing(statement, holder, index)];
}

function servicesOf(conditions: readonly Condition[]): string {
  const about = conditions.filter(isPassedToService);
  if (about.length === 0) return '**any service**';
  return some(
    about.map(({ operator, values }) => {
      const names = some(values.map(value => code(show(value))));
      const except = /Not(Equals|Like)/i.test(operator) ? `any service except ${names}` : names;
      return /IfExists$/i.test(operator) ? `${except} (and services that do not say who they are)` : except;
    }),
  );
}

function isPassedToService({ key }: Condition): boolean {
  return key.toLowerCase() === 'iam:passedtoservice';
}

function patternWords({ mode, list: texts }: Patterns, all: string): string {
  const words = texts.map(text => (show(text) === '*' ? all : textWords(text)));
  if (mode === 'only') return words.includes(all) ? all : some(words);
  return texts.length === 0 ? all : `${all} except ${some(words)}`;
}

function textWords(text: Text): string {
  return code(show(text));
}

function conditionWords({ operator, key, values }: Condition): string {
  return `${code(key)} ${code(operator)} ${some(values.map(textWords))}`;
}

function alternatives(when: When | undefined): readonly string[] {
  const choices = (when ?? []).filter(choices => choices.length > 0);
  return choices.map(all =>
    all.map(({ of, is, value }) => `${code(of)} is ${is ? '' : 'not '}${code(value)}`).join(' and '),
  );
}

function list(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const rest = items.length > mostItems ? [`and ${items.length - mostItems} more`] : [];
  return [`${title}:\n${[...items.slice(0, mostItems), ...rest].map(item => `\n- ${item}`).join('')}`];
}
