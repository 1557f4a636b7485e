/**
 * Whose tokens of other providers a trust policy takes, by their subjects: the pages on OpenID Connect of GitLab, HCP Terraform,
 * Buildkite, Bitbucket, CircleCI, Vercel and Kubernetes, 2026. Who hosts GitLab or Terraform himself is known by the form.
 */
import type { TokensOf } from './tokens';

/** `subject`, with wildcards, is what is asked; undefined: nothing. */
export function tokensOf(subject: string | undefined, provider: string): TokensOf {
  const asked = subject !== undefined && /^\*+$/.test(subject) ? undefined : subject;
  const family = families.find(
    ({ host, form }) => (asked === undefined ? false : form.test(asked)) || host.test(provider),
  );
  if (family) return family.tokens(asked, provider);
  return narrowly(asked === undefined ? `anyone who signs in by ${provider}` : called(asked, provider));
}

interface Family {
  readonly host: RegExp;
  readonly form: RegExp;
  readonly tokens: (subject: string | undefined, provider: string) => TokensOf;
}

const families: readonly Family[] = [
  { host: /gitlab/i, form: /^project_path:/, tokens: gitlab },
  { host: /app\.terraform\.io/i, form: /^organization:.*:(?:workspace|run_phase):/, tokens: terraform },
  { host: /buildkite\.com/i, form: /^organization:.*:pipeline:/, tokens: buildkite },
  { host: /bitbucket\.org/i, form: /^\{[\w-]+\}:/, tokens: bitbucket },
  { host: /circleci\.com/i, form: /^org\/[^/]+\/project\//, tokens: circleci },
  { host: /vercel\.com/i, form: /^owner:.*:project:.*:environment:/, tokens: vercel },
];

function gitlab(subject: string | undefined, provider: string): TokensOf {
  const [, path = '*', ref] = /^project_path:([^:]*)(?::(.*))?$/.exec(subject ?? 'project_path:*') ?? [];
  if (isOpen(path.split('/')[0])) {
    if (/(?:^|\/)gitlab\.com$/i.test(provider)) return openly('anyone', `anyone with a project on ${provider}`);
    return openly('contributors', `anyone with push access to a project on ${provider}`);
  }
  const pushers = `anyone with push access to ${path.replace(/\/\*+$/, '/…')}`;
  const [, branch] = /^ref_type:branch:ref:([^*?]+)$/.exec(ref ?? '') ?? [];
  if (isOpen(path)) return openly('contributors', pushers);
  if (branch !== undefined) return narrowly(`${pushers} (${branch})`, branch);
  const isPattern = /:ref:[^*?]/.test(`:${ref ?? ''}`);
  return isPattern ? narrowly(pushers) : openly('contributors', pushers);
}

/** A plan runs what a pull request says. */
function terraform(subject: string | undefined, provider: string): TokensOf {
  const { organization, project, workspace, run_phase: phase } = pairsIn(subject);
  if (isOpen(organization)) return openly('anyone', `anyone with an organization on ${provider}`);
  if (isOpen(workspace)) {
    const where = isOpen(project) ? `${organization}` : `the project ${project} of ${organization}`;
    return openly('contributors', `anyone who starts a run in a workspace of ${where}`);
  }
  if (phase === 'apply') return narrowly(`whoever applies in the workspace ${workspace} of ${organization}`, workspace);
  return openly('contributors', `anyone who starts a plan in the workspace ${workspace} of ${organization}`);
}

function buildkite(subject: string | undefined, provider: string): TokensOf {
  const { organization, pipeline, ref } = pairsIn(subject);
  if (isOpen(organization)) return openly('anyone', `anyone with an organization on ${provider}`);
  if (isOpen(pipeline)) return openly('contributors', `anyone with push access to a pipeline of ${organization}`);
  const pushers = `anyone with push access to ${organization}/${pipeline}`;
  if (isOpen(ref)) return openly('contributors', pushers);
  const branch = ref?.replace(/^refs\/heads\//, '');
  return narrowly(`${pushers} (${branch})`, branch);
}

/** `{repository}:{environment}:{step}`, or without the second; each is one thing alone. */
function bitbucket(subject: string | undefined, provider: string): TokensOf {
  const workspace = /workspaces\/([^/]+)/.exec(provider)?.[1] ?? provider;
  const [repository, environment, step] = (subject ?? '*').split(':');
  const isOne = environment !== undefined && step !== undefined && !isOpen(environment);
  if (isOpen(repository) && !isOne) {
    return openly('contributors', `anyone with push access to a repository of the workspace ${workspace}`);
  }
  const pushers = `anyone with push access to ${repository} of the workspace ${workspace}`;
  return isOne ? narrowly(`${pushers} (${environment})`) : openly('contributors', pushers);
}

/** An issuer is of one organization. */
function circleci(subject: string | undefined, provider: string): TokensOf {
  const [, project] = /\/project\/([^/]*)/.exec(subject ?? '') ?? [];
  if (!isOpen(project)) return narrowly(`anyone with push access to the project ${project} on ${provider}`);
  return openly('contributors', `anyone with push access to a project on ${provider}`);
}

/** Previews are of any branch. Who is one of a team that the issuer names is for others to decide. */
function vercel(subject: string | undefined, provider: string): TokensOf {
  const { owner, project, environment } = pairsIn(subject);
  if (subject === undefined) return narrowly(`deployments of ${provider}`);
  if (isOpen(owner) && !/vercel\.com\/./i.test(provider)) return openly('anyone', `anyone with a team on ${provider}`);
  const pushers = `anyone with push access to ${isOpen(project) ? 'a project' : project} of ${owner} on ${provider}`;
  if (isOpen(project) || isOpen(environment) || environment === 'preview') return openly('contributors', pushers);
  return narrowly(`${pushers} (${environment})`, environment);
}

/** `a:b:c:d` as `{ a: 'b', c: 'd' }`. */
function pairsIn(subject = ''): Readonly<Record<string, string>> {
  const words = subject.split(':');
  return Object.fromEntries(
    words.flatMap((word, i) => (i % 2 === 0 && i + 1 < words.length ? [[word, words[i + 1]!]] : [])),
  );
}

/** Or not asked for. */
function isOpen(value: string | undefined): boolean {
  return value === undefined || /[*?]/.test(value);
}

function openly(openTo: 'anyone' | 'contributors', label: string): TokensOf {
  return { label, openTo, deploysTo: undefined };
}

function narrowly(label: string, deploysTo?: string): TokensOf {
  return { label, openTo: undefined, deploysTo };
}

function called(subject: string, provider: string): string {
  const [, space, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  return space === undefined ? `${subject} of ${provider}` : `pods of the service account ${space}/${account}`;
}
