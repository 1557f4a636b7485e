/**
 * Whose tokens of GitHub Actions a trust policy takes: "OpenID Connect reference" of GitHub's documentation, and "Available keys for
 * AWS OIDC federation" of the IAM User Guide, 2026.
 */
import type { Claims, TokensOf } from './tokens';

/** What is known of the repository, and of what runs there. */
interface Run {
  /** With wildcards: `acme/app`, `acme/*`; undefined: any. */
  readonly path: string | undefined;
  /** Behind the repository: `ref:refs/heads/main`. Undefined: any. */
  readonly context: string | undefined;
}

export function github(subject: string | undefined, asked: Claims, provider: string): TokensOf {
  const run = withClaims(runIn(subject), asked);
  const { path, context } = run;
  const deploysTo = nameIn(context);
  const pin = ['job_workflow_ref', 'actor', 'actor_id'].find(claim => isFixed(asked(claim)));
  if (pin !== undefined || /^job_workflow_ref:[^*?]+$/.test(subject ?? '')) {
    const [run] = (pin === undefined ? undefined : asked(pin)) ?? [subject];
    return { label: `whoever runs ${run}`, openTo: undefined, deploysTo };
  }
  if (isOwnerOpen(path) && !ownedBy(asked)) return anywhere(path, provider);
  const isOpen = isRepositoryOpen(path) && !isFixed(asked('repository_id'));
  const openTo = isOpen || isAnyRun(context) ? 'contributors' : undefined;
  return { label: inWords(run, asked), openTo, deploysTo: isOpen ? undefined : deploysTo };
}

/** An issuer of an enterprise, or a server of one's own, signs for nobody else. */
function anywhere(path: string | undefined, provider: string): TokensOf {
  if (!/githubusercontent\.com$/i.test(provider)) {
    const label = `anyone with push access to a repository on ${provider}`;
    return { label, openTo: 'contributors', deploysTo: undefined };
  }
  const called = path === undefined || /^\*+(?:\/\*+)?$/.test(path) ? 'anywhere' : `called like ${path}`;
  return { label: `anyone with a repository ${called}`, openTo: 'anyone', deploysTo: undefined };
}

function withClaims({ path, context }: Run, asked: Claims): Run {
  const [repository, ...others] = asked('repository') ?? [];
  const [environment] = asked('environment') ?? [];
  const [ref] = asked('ref') ?? [];
  const named = environment !== undefined ? `environment:${environment}` : ref !== undefined ? `ref:${ref}` : undefined;
  return {
    path: repository !== undefined && others.length === 0 && isRepositoryOpen(path) ? repository : path,
    context: isAnyRun(context) ? (named ?? context) : context,
  };
}

/** The numbers that a subject may carry, `myorg@123456/app@456789`, mean the same or less; `@` is in no name. */
function runIn(subject: string | undefined): Run {
  if (subject === undefined) return { path: undefined, context: undefined };
  const [, path, context] = /^repo(?:sitory)?:([^:]*)(?::(.*))?$/.exec(subject.replace(/@[\d*]+/g, '')) ?? [];
  if (path !== undefined) return { path, context };
  if (/^repository_id:[^*?:]+/.test(subject)) return { path: '/', context: afterFirst(subject) };
  const [, owner] = /^repository_owner:([^*?:]+)/.exec(subject) ?? [];
  if (owner !== undefined) return { path: `${owner}/*`, context: afterFirst(subject) };
  // What says nothing of a repository any repository may say.
  return { path: undefined, context: /(?:environment|ref):[^:]+$/.exec(subject)?.[0] };
}

function afterFirst(subject: string): string | undefined {
  return /^[^:]*:[^:]*:(.*)$/.exec(subject)?.[1];
}

function isFixed(values: readonly string[] | undefined): boolean {
  return values?.every(value => !/[*?]/.test(value)) ?? false;
}

function ownedBy(asked: Claims): boolean {
  return ['repository_id', 'repository_owner_id', 'enterprise_id'].some(claim => isFixed(asked(claim)));
}

function isOwnerOpen(path: string | undefined): boolean {
  return path === undefined || /[*?]/.test(path.split('/')[0]!);
}

function isRepositoryOpen(path: string | undefined): boolean {
  return path === undefined || /[*?]/.test(path);
}

/**
 * Any branch, any tag, any pull request: whoever pushes decides what runs. An environment of a name that is not there is made by whoever
 * names it. What guards branches of one name no template tells.
 */
function isAnyRun(context: string | undefined): boolean {
  if (context === undefined || context === 'pull_request') return true;
  const [, kind, name = ''] = /^(ref:refs\/(?:heads|tags|pull)\/|environment:)(.*)$/.exec(context) ?? [];
  if (kind === undefined) return /[*?]/.test(context);
  return kind === 'environment:' ? /[*?]/.test(name) : /^\*+$/.test(name) || kind === 'ref:refs/pull/';
}

function nameIn(context: string | undefined): string | undefined {
  return /^(?:ref:refs\/heads\/|environment:)([^*?]+)$/.exec(context ?? '')?.[1];
}

function inWords({ path, context }: Run, asked: Claims): string {
  const [id] = asked('repository_id') ?? [];
  const owner = asked('repository_owner_id')?.[0] ?? asked('enterprise_id')?.[0];
  if (isRepositoryOpen(path)) {
    if (id !== undefined) return runOf(`the repository ${id}`, context);
    if (isOwnerOpen(path)) return `anyone with push access to a repository of the owner ${owner}`;
    const [, whole] = /^([^/]+)\/\*+$/.exec(path ?? '') ?? [];
    return whole === undefined ? pushers(path!) : `anyone with push access to a repository of ${whole}`;
  }
  return runOf(path === '/' ? 'one repository' : path!, context);
}

const forms: readonly (readonly [RegExp, (repository: string, name: string) => string])[] = [
  [/^ref:refs\/heads\/([^*]+)$/, (repository, branch) => `${pushers(repository)} (${branch})`],
  [/^ref:refs\/tags\/(.+)$/, (repository, tag) => `${pushers(repository)} (tag ${tag})`],
  [/^environment:([^*]+)$/, (repository, name) => `anyone who may deploy ${repository} to ${name}`],
  [/^(pull_request)$/, repository => `anyone who opens a pull request in ${repository}`],
];

function runOf(repository: string, context = ''): string {
  for (const [form, words] of forms) {
    const match = form.exec(context);
    if (match) return words(repository, match[1]!);
  }
  return pushers(repository);
}

function pushers(repository: string): string {
  return `anyone with push access to ${repository}`;
}
