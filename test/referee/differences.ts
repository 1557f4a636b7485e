/** Where the simulator and the engine differ for a reason: each with the page of AWS's IAM User Guide that decides it. */
import type { Cause } from './causes';
import type { ConcreteRequest, PolicyKind } from './world';

export interface Difference {
  readonly id: string;
  /**
   * `theirs`: the page says what the engine does. `ours`: it says what the simulator does. `undecided`: it forbids the words, or
   * leaves open what they do; then the engine takes them to match more.
   */
  readonly verdict: 'theirs' | 'ours' | 'undecided';
  readonly page: string;
  readonly sentence: string;
  /** Whether it can be why the two read these words differently for this request. */
  readonly explains?: (cause: Cause, request: ConcreteRequest) => boolean;
  /** It is in how policies come together: without those of this kind, the two agree. */
  readonly comesWith?: PolicyKind;
}

const operators = 'IAM JSON policy elements: Condition operators';
const resources = 'IAM JSON policy elements: Resource';

export const differences: readonly Difference[] = [
  {
    id: 'for-any-value-if-exists-of-a-missing-key',
    verdict: 'theirs',
    page: operators,
    sentence: 'If the key is not present, evaluate the condition element as true.',
    explains: (cause, request) =>
      /^ForAnyValue:.*IfExists$/.test(operatorOf(cause)) && held(cause, request).length === 0,
  },
  {
    id: 'short-arn-in-a-condition',
    verdict: 'undecided',
    page: operators,
    sentence: 'Each of the six colon-delimited components of the ARN is checked separately',
    explains: cause => /Arn/.test(operatorOf(cause)) && cause.texts.some(isShort),
  },
  {
    id: 'seconds-since-1970',
    verdict: 'theirs',
    page: operators,
    sentence:
      'You must specify date/time values with one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time.',
    explains: cause => /Date/.test(operatorOf(cause)) && cause.texts.some(text => /^\d+$/.test(text)),
  },
  {
    id: 'network-of-all-addresses',
    verdict: 'theirs',
    page: operators,
    sentence: 'The value must be in the standard CIDR format (for example, 203.0.113.0/24 or 2001:DB8:1234:5678::/64).',
    explains: (cause, request) =>
      /IpAddress/.test(operatorOf(cause)) &&
      cause.texts.includes('0.0.0.0/0') &&
      held(cause, request).some(address => !isIpv6(address)),
  },
  {
    id: 'ipv6-address-spelled-otherwise',
    verdict: 'theirs',
    page: operators,
    sentence: 'Some AWS services support IPv6, using :: to represent a range of 0s.',
    explains: (cause, request) =>
      /IpAddress/.test(operatorOf(cause)) &&
      cause.texts.some(text => isIpv6(text) && !text.includes('/')) &&
      held(cause, request).some(isIpv6),
  },
  {
    id: 'no-address-of-the-other-family',
    verdict: 'theirs',
    page: operators,
    sentence: 'All IP addresses except the specified IP address or range',
    explains: (cause, request) =>
      /NotIpAddress/.test(operatorOf(cause)) &&
      cause.texts.some(
        text => !text.includes('/') && held(cause, request).some(address => isIpv6(address) !== isIpv6(text)),
      ),
  },
  {
    // Only in witnesses, for a key that is compared as a number and as text at once: AWS sends no such value.
    id: 'number-operator-on-what-is-no-number',
    verdict: 'undecided',
    page: operators,
    sentence: 'comparing a key to an integer or decimal value',
    explains: (cause, request) =>
      /NumericNotEquals/.test(operatorOf(cause)) && held(cause, request).some(value => Number.isNaN(Number(value))),
  },
  {
    id: 'escaped-wildcard-compared-as-it-stands',
    verdict: 'theirs',
    page: 'IAM policy elements: Variables and tags',
    sentence: '${*} - use where you need an * (asterisk) character.',
    explains: cause =>
      /String(Not)?Equals/.test(operatorOf(cause)) && cause.texts.some(text => /\$\{[*?$]\}/.test(text)),
  },
  {
    id: 'variables-before-there-were-any',
    verdict: 'theirs',
    page: 'IAM JSON policy elements: Version',
    sentence:
      "variables such as ${aws:username} aren't recognized as variables and are instead treated as literal strings",
    explains: ({ policy, texts }) => policy.version === '2008-10-17' && texts.some(text => text.includes('${')),
  },
  {
    // Nothing equals it, so that what is denied or left out by name lets it pass; the simulator lets nothing pass.
    id: 'variable-without-a-value',
    verdict: 'undecided',
    page: 'IAM policy elements: Variables and tags',
    sentence: 'If AWS cannot resolve a variable this might cause the entire statement to be invalid.',
    explains: (cause, { context }) =>
      (cause.element === 'NotResource' || operatorOf(cause).includes('Not')) &&
      cause.texts.some(text => variablesIn(text).some(key => contextValue(context, key) === undefined)),
  },
  {
    id: 'wildcard-for-the-service-of-an-action',
    verdict: 'undecided',
    page: 'IAM JSON policy elements: Action',
    sentence: 'You specify a value using a service namespace as an action prefix',
    explains: ({ element, texts }) => element.endsWith('Action') && texts.some(text => /^[^:]*[*?][^:]*:/.test(text)),
  },
  {
    id: 'short-arn-of-a-resource',
    verdict: 'theirs',
    page: resources,
    sentence:
      'If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon boundaries.',
    explains: ({ element, texts }) => element.endsWith('Resource') && texts.some(isShort),
  },
  {
    id: 'wildcard-for-the-type-of-a-resource',
    verdict: 'undecided',
    page: 'Identify AWS resources with Amazon Resource Names (ARNs)',
    sentence: 'You cannot use a wildcard in the portion of the ARN that specifies the resource type',
    explains: ({ element, texts }) =>
      element.endsWith('Resource') && texts.some(text => /^arn:(.*?:){4}[^/:]*[*?][^/:]*[/:]/.test(text)),
  },
  {
    id: 'account-in-not-principal',
    verdict: 'theirs',
    page: 'AWS JSON policy elements: NotPrincipal',
    sentence:
      'all principals except the user named Bob in AWS account 444455556666 are explicitly denied access to a resource',
    explains: ({ element, texts }) => element === 'NotPrincipal' && texts.some(text => /\b\d{12}"|:root"/.test(text)),
  },
  {
    id: 'session-policy-over-a-resource-policy',
    verdict: 'theirs',
    page: 'Policies and permissions in AWS Identity and Access Management',
    sentence: 'The resource-based policy permissions are not limited by the session policy.',
    comesWith: 'session',
  },
  {
    id: 'partition-or-service-in-capitals',
    verdict: 'undecided',
    page: resources,
    sentence: 'In the Resource element, the IAM user name is case sensitive.',
    explains: ({ element, texts }) =>
      element.endsWith('Resource') && texts.some(text => /^arn:[^:]*:?[A-Z]/.test(text)),
  },
];

function operatorOf({ element, about }: Cause): string {
  return element === 'Condition' ? about.split(' ')[0]! : '';
}

function keyOf({ about }: Cause): string {
  return about.split(' ')[1] ?? '';
}

function contextValue(context: ConcreteRequest['context'], key: string) {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

function held(cause: Cause, { context }: ConcreteRequest): readonly string[] {
  return [contextValue(context, keyOf(cause)) ?? []].flat();
}

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([\w:/-]+)/g)].map(([, key]) => key!);
}

function isShort(arn: string): boolean {
  return arn.split(':').length < 6;
}

function isIpv6(address: string): boolean {
  return address.includes(':');
}
