/**
 * Whom a federation lets in, by what a trust policy asks of their tokens: "anyone with push access to a repository". The forms of
 * subjects are from the pages of GitHub, GitLab, Terraform and others on OpenID Connect, 2026.
 */
import type { Condition, PolicyStatement } from '../../model/model';
import { certainReadings, literalOf, show } from '../../model/text';

/** Those whose tokens are alike to a trust policy. */
export interface Scope {
  /** The same for the same people, whichever role trusts them. */
  readonly id: string;
  readonly label: string;
}

/** `provider` is the host of the one that signs, or what the provider is called. Empty where nobody's token will do. */
export function scopesOf({ conditions }: PolicyStatement, provider: string): readonly Scope[] {
  const subjects = conditions.filter(
    ({ key, operator }) => /:sub$/i.test(key) && /^(?:\w+:)?String(?:Equals|Like)/i.test(operator),
  );
  if (subjects.length === 0) return [{ id: `federated:${provider}`, label: wholeProvider(conditions, provider) }];
  const values = subjects.flatMap(subjectsIn);
  return [...new Set(values)].map(subject => ({
    id: `federated:${provider}:${subject}`,
    label: inWords(subject, provider),
  }));
}

/** `*` is a letter like others where an operator compares whole texts: no token has it. */
function subjectsIn({ operator, values }: Condition): readonly string[] {
  const written = values.flatMap(value => certainReadings(value).map(parts => show({ ...value, parts })));
  return /Like/i.test(operator) ? written : written.filter(value => !/[*?]/.test(value));
}

function wholeProvider(conditions: readonly Condition[], provider: string): string {
  const repository = conditions.find(({ key }) => /:repository$/i.test(key))?.values[0];
  const named = repository && literalOf(repository);
  if (named !== undefined) return pushers(named);
  return `anyone who signs in by ${provider}`;
}

const forms: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^repo:\*$|^\*$/, () => 'anyone with a repository anywhere'],
  [/^repo:([^:/]+)\/\*(?::.*)?$/, owner => `anyone with push access to a repository of ${plain(owner)}`],
  [/^repo:([^:]+):ref:refs\/heads\/([^*]+)$/, (repo, branch) => `${pushers(repo)} (${branch})`],
  [/^repo:([^:]+):ref:refs\/tags\/(.+)$/, (repo, tag) => `${pushers(repo)} (tag ${tag})`],
  [/^repo:([^:]+):environment:(.+)$/, (repo, name) => `anyone who may deploy ${plain(repo)} to ${name}`],
  [/^repo:([^:]+):pull_request$/, repo => `anyone who opens a pull request in ${plain(repo)}`],
  [/^repo:([^:]+)(?::.*)?$/, repo => pushers(repo)],
  [/^project_path:([^:]+):ref_type:branch:ref:([^*]+)$/, (project, branch) => `${pushers(project)} (${branch})`],
  [/^project_path:([^:]+):.*$/, project => pushers(project)],
  [
    /^organization:([^:]+):project:([^:]+):workspace:([^:]+):.*$/,
    (owner, _, name) => `runs of the workspace ${name} of ${owner}`,
  ],
  [/^system:serviceaccount:([^:]+):([^:]+)$/, (space, account) => `pods of the service account ${space}/${account}`],
];

function inWords(subject: string, provider: string): string {
  for (const [form, words] of forms) {
    const match = form.exec(subject);
    if (match) return words(...match.slice(1));
  }
  return `${subject} of ${provider}`;
}

function pushers(repository: string | undefined): string {
  return `anyone with push access to ${plain(repository)}`;
}

/** Without the numbers that a subject may carry: `myorg@123456/app@456789`. */
function plain(repository = ''): string {
  return repository.replace(/@[\d*]+/g, '');
}
