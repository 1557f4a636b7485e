/** Stacks that `aws cloudformation` and `sam` deploy. */
import type { Deployment } from '../../../model/deployment';
import { literalOf, type Text } from '../../../model/text';
import { rootPointer } from '../../../syntax/tree';
import type { Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import { declaredParameters } from '../../cloudformation/declared-parameters';
import { byName } from '../../given';
import { child } from '../../place';
import { deploymentOf } from '../../sam-config/deployment';
import { optionsOf } from '../../sam-config/options';
import { fileName, fileNamed, firstThere, isThere } from '../../template-file';
import { problemsOfValues } from '../../template-values';
import { type Deploying, option } from '../session';
import { withoutPrefix } from '../values';
import { givenBy } from './given-values';
import { claim, commonOf, givenClaims, type Stated, type Surroundings } from './stated';

/** `aws cloudformation deploy`, `create-stack`, `update-stack` and the action of GitHub. */
export function stackStated(deploying: Deploying, around: Surroundings): readonly Stated[] {
  const document = templateOf(deploying, around);
  return document ? [stated(deploying, document, undefined, around)] : [];
}

/** `sam deploy`, with what the environment of its `samconfig.toml` says. */
export function samStated(deploying: Deploying, around: Surroundings): readonly Stated[] {
  const configured = configuredBy(deploying, around);
  const document = templateOf(deploying, around) ?? configured?.deployment.document ?? usualTemplate(deploying, around);
  return document ? [stated(deploying, document, configured, around)] : [];
}

function stated(
  deploying: Deploying,
  document: Uri,
  configured: Configured | undefined,
  { neighbours }: Surroundings,
): Stated {
  const { options, session, tool } = deploying;
  const read = (name: string) => givenBy(options.get(name) ?? [], session.folder, tool === 'sam', neighbours);
  const { given, files } = read(options.has('parameter-overrides') ? 'parameter-overrides' : 'parameters');
  const parameters = { ...(given.length === 0 ? configured?.deployment.parameters : {}), ...byName(given) };
  const own = givenClaims(parameters, byName(read('tags').given));
  const { claims, ...common } = commonOf(deploying, own);
  const declared = declaredParameters(document, neighbours);
  const fresh = given.filter(({ at }) => at.uri === deploying.at.uri);
  return {
    landing: {
      ...inConfiguration(configured),
      ...common,
      ...accountIn(configured, deploying, common.account),
      document,
      claims: [...(configured?.deployment.claims ?? []), ...(configured ? [configured.claim] : []), ...claims],
      parameters,
      ...completing(configured, document, files),
    },
    problems: declared ? problemsOfValues(fresh, declared, fileName(document)) : [],
  };
}

/** Files of parameters, and the environment of a samconfig, speak of the same landing. */
function completing(
  configured: Configured | undefined,
  document: Uri,
  files: readonly Uri[],
): Pick<Deployment, 'completes'> {
  const same =
    configured?.deployment.document === document ? [{ statedBy: configured.file, id: configured.deployment.id }] : [];
  const completes = [...same, ...files.map(statedBy => ({ statedBy, id: 'parameters' }))];
  return completes.length === 0 ? {} : { completes };
}

function inConfiguration(configured: Configured | undefined): Pick<Deployment, 'region' | 'name'> {
  if (!configured) return {};
  const { region, name } = configured.deployment;
  return { ...(region ? { region } : {}), ...(name === undefined ? {} : { name }) };
}

/** The role that a configuration gives to CloudFormation says the account, unless the call gives another. It is to be the caller's. */
function accountIn(
  configured: Configured | undefined,
  { options }: Deploying,
  caller: Text | undefined,
): Pick<Deployment, 'account' | 'otherAccounts'> {
  const own = options.has('role-arn') ? undefined : configured?.deployment.account;
  if (!own) return caller ? { account: caller } : {};
  const called = caller && literalOf(caller);
  return { account: own, ...(called !== undefined && called !== literalOf(own) ? { otherAccounts: [caller!] } : {}) };
}

/** An environment of a samconfig that a call deploys. */
interface Configured {
  readonly file: Uri;
  readonly deployment: Deployment;
  /** That this one is deployed. */
  readonly claim: Deployment['claims'][number];
}

const usualConfigurations = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];

/** The environment `default` is the one that nobody names. */
function configuredBy({ options, session: { folder }, at }: Deploying, around: Surroundings): Configured | undefined {
  const { neighbours } = around;
  if (!folder) return undefined;
  const named = option(options, 'config-file');
  const file = named ? fileNamed(folder, literalOf(named) ?? '') : firstThere(folder, usualConfigurations, neighbours);
  const said: Text = option(options, 'config-env') ?? { parts: ['default'], at };
  const environment = literalOf(said);
  const tree = file && neighbours.tree(file);
  const place =
    tree?.root && environment !== undefined && child({ node: tree.root, at: rootPointer(tree) }, environment);
  const read = place ? optionsOf(place, tree, []) : undefined;
  const [found] = place && read ? deploymentOf(environment!, place, read, neighbours) : [];
  return found && { file: file!, deployment: found.deployment, claim: claim('deployment', said, 'config-env') };
}

/** The template that a call names; of one that was built or packaged on the way, what it was made of. */
function templateOf({ options, session: { folder } }: Deploying, { made }: Surroundings): Uri | undefined {
  const body = option(options, 'template-body');
  const said = option(options, 'template-file', 'template', 't') ?? (body && withoutPrefix(body, 'file://'));
  const path = said && literalOf(said);
  const uri = folder && path !== undefined ? fileNamed(folder, path) : undefined;
  return uri && sourceOf(uri, made);
}

const built = /\.aws-sam\/build\/template\.ya?ml$/;

/** As many makings as this may follow each other. */
const MAX_MAKINGS = 4;

export function sourceOf(uri: Uri, made: ReadonlyMap<Uri, Uri>): Uri {
  let source = uri;
  for (let i = 0; i < MAX_MAKINGS; i++) source = made.get(source) ?? source;
  return built.test(source) ? resolveUri(source.replace(built, '') as Uri, 'template.yaml') : source;
}

const usualTemplates = ['template.yaml', 'template.yml', 'template.json'];

/** What `sam` looks for where nobody names a template: what was built, else the usual file. */
export function usualTemplate(
  { session: { folder } }: Pick<Deploying, 'session'>,
  { made, neighbours }: Surroundings,
): Uri | undefined {
  if (!folder) return undefined;
  const source = made.get(resolveUri(folder, '.aws-sam/build/template.yaml'));
  if (source && isThere(source, neighbours)) return source;
  return firstThere(folder, usualTemplates, neighbours);
}
