/** Actions of a policy in plain words, as Markdown: what AWS documents of them, whoever may do them. */
import {
  type AccessLevel,
  type ActionFacts,
  actionFacts,
  actionName,
  actionsAsOf,
  actionsMatching,
  isKnownService,
  type ResourceType,
} from '../../policy/actions';
import { code } from './markdown';

/**
 * What an action, or a pattern of actions, stands for. Undefined where its words say enough: `*` and `*:*` are everything, and
 * without a colon nothing is named.
 */
export function describeAction(written: string): string | undefined {
  if (!written.includes(':') || /^[*:]+$/.test(written)) return undefined;
  if (/[*?]/.test(written)) return expansion(written);
  const facts = actionFacts(written);
  return facts ? documented(actionName(written) ?? written, facts) : undocumented(written, 'is no action');
}

function expansion(pattern: string): string {
  const actions = actionsMatching(pattern);
  if (actions.length === 0) return undocumented(pattern, 'matches no action');
  const named = mostHarmfulFirst(actions).slice(0, MOST_ACTIONS);
  const rest = actions.length - named.length;
  const count = actions.length === 1 ? '1 action' : `${actions.length} actions`;
  return `${code(pattern)} means ${count}: ${named.map(code).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** More than these are counted, not named. */
const MOST_ACTIONS = 8;
const MOST_TYPES = 4;

function mostHarmfulFirst(actions: readonly string[]): readonly string[] {
  return BY_HARM.flatMap(level => actions.filter(action => actionFacts(action)?.accessLevel === level));
}

const BY_HARM: readonly AccessLevel[] = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

function documented(name: string, { accessLevel, resourceTypes, passesRole }: ActionFacts): string {
  const level = accessLevel.toLowerCase();
  const on = resourceTypes.length > 0 ? ` on ${typesInWords(resourceTypes)}` : ' that only the resource `*` grants';
  const role = passesRole ? '. It takes a role, for which `iam:PassRole` is needed too' : '';
  return `${code(name)} is a ${level} action${on}${role}`;
}

function typesInWords(types: readonly ResourceType[]): string {
  const named = types.slice(0, MOST_TYPES).map(({ name, arns }) => `${name} (${arns.map(code).join(', ')})`);
  const rest = types.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function undocumented(written: string, verdict: string): string {
  const service = written.slice(0, written.indexOf(':'));
  const unknown = /[*?]/.test(service) || isKnownService(service) ? '' : `: it has no service ${code(service)}`;
  return `${code(written)} ${verdict} that AWS documents (as of ${actionsAsOf})${unknown}`;
}
