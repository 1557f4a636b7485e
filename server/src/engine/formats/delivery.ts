/**
 * What pipelines and builds run from repositories beyond AWS, whichever format says it. From the "CodePipeline action structure
 * reference" and the pages on webhooks of the AWS CodeBuild User Guide, 2026.
 */
import type { CodeSource, Delivery, DeliveryStep } from '../model/delivery';
import { literalOf, type Text } from '../model/text';
import type { When } from '../model/when';
import type { SourcePointer } from '../text/text';

/** An action of a pipeline. */
export interface PipelineAction {
  /** In order of the pipeline. */
  readonly stage: number;
  /** Actions of one number in one stage run beside each other. */
  readonly order: number;
  /** `Source`, `Build`, `Approval`. */
  readonly category: string | undefined;
  readonly provider: string | undefined;
  setting(name: string): Text | undefined;
  readonly when?: When | undefined;
  readonly at: SourcePointer;
}

/** `closed`: stages that nothing enters by itself. */
export function pipelineDelivery(
  actions: readonly PipelineAction[],
  closed: readonly number[] = [],
): { readonly delivery?: Delivery } {
  const sources = actions.flatMap(sourceOf);
  if (sources.length === 0) return {};
  const approvals = actions.filter(({ category }) => category === 'Approval');
  const isApproved = (action: PipelineAction) =>
    approvals.some(approval => isBefore(approval, action)) || closed.some(stage => stage <= action.stage);
  const steps = actions.flatMap((action): readonly DeliveryStep[] => stepsOf(action, isApproved(action)));
  return { delivery: { sources, steps } };
}

function isBefore(one: PipelineAction, other: PipelineAction): boolean {
  return one.stage < other.stage || (one.stage === other.stage && one.order < other.order);
}

function stepsOf(action: PipelineAction, isApproved: boolean): readonly DeliveryStep[] {
  const { category, provider, when } = action;
  const step = { isApproved, ...(when ? { when } : {}) };
  if (category === 'Deploy') return [{ does: 'deploy', ...step }];
  if ((category !== 'Build' && category !== 'Test') || provider !== 'CodeBuild') return [];
  const by = action.setting('ProjectName');
  return by ? [{ does: 'build', by, ...step }] : [];
}

function sourceOf(action: PipelineAction): readonly CodeSource[] {
  const { category, provider, at } = action;
  if (category !== 'Source') return [];
  const isConnection = provider === 'CodeStarSourceConnection';
  const repository = isConnection ? action.setting('FullRepositoryId') : joined(action, provider);
  if (!repository) return [];
  const branch = action.setting(isConnection ? 'BranchName' : 'Branch');
  const detects = action.setting(isConnection ? 'DetectChanges' : 'PollForSourceChanges');
  const runs = detects === undefined || literalOf(detects)?.toLowerCase() === 'true' ? 'at-once' : 'when-started';
  return [{ repository, ...(branch ? { branch } : {}), by: 'push', runs, at }];
}

/** `Owner` and `Repo` of the first version of GitHub's action. */
function joined(action: PipelineAction, provider: string | undefined): Text | undefined {
  const [owner, name] = [action.setting('Owner'), action.setting('Repo')];
  if (provider !== 'GitHub' || !owner || !name) return undefined;
  const [first, ...rest] = name.parts;
  const last = owner.parts.at(-1);
  const before = typeof last === 'string' ? [...owner.parts.slice(0, -1), `${last}/`] : [...owner.parts, '/'];
  const middle = before.at(-1);
  if (typeof first !== 'string') return { parts: [...before, ...name.parts], at: name.at };
  return { parts: [...before.slice(0, -1), `${middle}${first}`, ...rest], at: name.at };
}

/** A build and what starts it. */
export interface Build {
  /** `GITHUB`, `CODEPIPELINE`. */
  readonly sourceType: string | undefined;
  /** An address, `https://github.com/acme/app.git`. */
  readonly location: Text | undefined;
  /** A branch, a tag or a commit. */
  readonly version: Text | undefined;
  /** A path in the repository, or commands written out; undefined for a file of the usual name. */
  readonly commands: Text | undefined;
  readonly webhook: Webhook | undefined;
}

export interface Webhook {
  /** Alternatives, each a list of filters that all must let through. */
  readonly groups: readonly (readonly Filter[])[];
  /** Whose pull requests need a word of somebody trusted. */
  readonly approval: string | undefined;
  readonly at: SourcePointer;
}

export interface Filter {
  /** `EVENT`, `HEAD_REF`. */
  readonly type: string | undefined;
  readonly pattern: string | undefined;
  readonly isExcluding: boolean;
}

const hosts = new Set(['GITHUB', 'GITHUB_ENTERPRISE', 'BITBUCKET', 'GITLAB', 'GITLAB_SELF_MANAGED']);

export function buildDelivery(build: Build): { readonly delivery?: Delivery } {
  const sources = buildSources(build);
  const hasOwn = hasCommands(build.commands);
  if (sources.length === 0 && !hasOwn) return {};
  return { delivery: { sources, steps: [], ...(hasOwn ? { ownCommands: true } : {}) } };
}

function buildSources({ sourceType = '', location, version, webhook }: Build): readonly CodeSource[] {
  const repository = location && hosts.has(sourceType) ? pathIn(location) : undefined;
  if (!location || !repository) return [];
  if (webhook) return webhookSources(webhook).map(source => ({ ...source, repository }));
  const branch = version ? { branch: version } : {};
  return [{ repository, ...branch, by: 'push', runs: 'when-started', at: location.at }];
}

/** What is no path in the repository: several lines, an object of a bucket, or what only deployment says. */
function hasCommands(commands: Text | undefined): boolean {
  return commands?.parts.some(part => typeof part !== 'string' || /[\n{]|^\s*version\s*:|^arn:/.test(part)) ?? false;
}

/** Without a filter, pushes and pull requests start a build. */
export function webhookSources({ groups, approval, at }: Webhook): readonly CodeSource[] {
  const all = groups.length === 0 ? [[]] : groups;
  const found = new Map<string, CodeSource>();
  for (const source of all.flatMap(group => sourcesIn(group, approval, at))) {
    found.set(`${source.by} ${JSON.stringify(source.branch?.parts)}`, source);
  }
  return [...found.values()];
}

function sourcesIn(group: readonly Filter[], approval: string | undefined, at: SourcePointer): readonly CodeSource[] {
  const events = group.find(({ type }) => type === 'EVENT')?.pattern;
  const sources: CodeSource[] = [];
  if (events === undefined || /\bPUSH\b/.test(events)) {
    const branch = branchIn(group);
    sources.push({ ...(branch ? { branch: { parts: [branch], at } } : {}), by: 'push', runs: 'at-once', at });
  }
  const isForAnyone = !group.some(({ type }) => type === 'ACTOR_ACCOUNT_ID');
  if (isForAnyone && (events === undefined || /\bPULL_REQUEST_(?:CREATED|UPDATED|REOPENED)\b/.test(events))) {
    sources.push({ by: 'pull-request', runs: approval === 'DISABLED' ? 'at-once' : 'when-approved', at });
  }
  return sources;
}

/** The only branch whose pushes are let through. */
function branchIn(group: readonly Filter[]): string | undefined {
  const filter = group.find(({ type, isExcluding }) => type === 'HEAD_REF' && !isExcluding);
  return /^\^?refs\/heads\/([\w./-]+)\$$/.exec(filter?.pattern ?? '')?.[1];
}

/** `acme/app` of `https://github.com/acme/app.git`; undefined where its address does not begin with a host. */
function pathIn({ parts, at }: Text): Text | undefined {
  const [first, ...rest] = parts;
  if (typeof first !== 'string' || !/^https:\/\/[^/]+\//.test(first)) return undefined;
  const path = [first.replace(/^https:\/\/[^/]+\//, ''), ...rest];
  const last = path.at(-1);
  const ended = typeof last === 'string' ? [...path.slice(0, -1), last.replace(/(?:\.git)?\/?$/, '')] : path;
  return { parts: ended.filter(part => part !== ''), at };
}
