import type { Remedy } from '../../model/problem';
import { isRegion } from '../../model/region';
import type { Settings } from '../../model/settings';
import { items, type Place } from '../place';
import { isAccountId } from './accounts';
import { type EnvironmentWords, knownEnvironment } from './environments';
import { readFiles } from './files';
import { tiers } from './names';
import { type Reader, removing } from './reader';
import { deploymentShape } from './settings-shape';

/** `accountNames`: what accounts are called, those included that could not be read whole. */
export function readDeployments(
  place: Place | undefined,
  accountNames: ReadonlySet<string>,
  environments: EnvironmentWords,
  read: Reader,
): Settings['deployments'] {
  const deployments = new Map<string, Settings['deployments'][number]>();
  for (const entry of read.list(place, '`deployments`')) {
    const deployment = readDeployment(entry, accountNames, environments, read);
    if (!deployment) continue;
    const content = contentOf(deployment);
    if (deployments.has(content))
      read.report(entry.at, 'this deployment is declared twice', {
        severity: 'warning',
        remedies: [removing(entry.at, 'the second')],
      });
    else deployments.set(content, deployment);
  }
  return [...deployments.values()];
}

function contentOf({ at, ...content }: Settings['deployments'][number]): string {
  return JSON.stringify(content);
}

function readDeployment(
  entry: Place,
  accountNames: ReadonlySet<string>,
  environments: EnvironmentWords,
  read: Reader,
): Settings['deployments'][number] | undefined {
  const fields = read.fields(entry, deploymentShape);
  if (!fields) return undefined;
  const files = readFiles(fields.files, read);
  if (!fields.files) read.report(entry.at, 'a deployment needs `files`');
  const account = knownAccount(fields.account, accountNames, read);
  const region = readRegion(fields.region, read);
  const environment = knownEnvironment(fields.environment, environments, read);
  const parameters = readParameters(fields.parameters, read);
  if (!files || (fields.account && account === undefined)) return undefined;
  return {
    files,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(environment === undefined ? {} : { environment }),
    parameters,
    at: entry.at,
  };
}

function knownAccount(place: Place | undefined, names: ReadonlySet<string>, read: Reader): string | undefined {
  const said = read.text(place, '`account`');
  if (!place || said === undefined) return undefined;
  if (isAccountId(said) || names.has(said)) return said;
  read.unknown(place.at, 'account', said, names);
  return undefined;
}

function readRegion(place: Place | undefined, read: Reader): string | undefined {
  const said = read.text(place, '`region`');
  if (!place || said === undefined || isRegion(said)) return said;
  const meant = said
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/-?(\d+)$/, '-$1');
  const hint = isRegion(meant) ? `did you mean \`${meant}\`?` : 'regions are written like `eu-west-1`';
  const remedies: readonly Remedy[] = isRegion(meant) ? [{ do: 'write', at: place.at, word: meant }] : [];
  read.report(place.at, `unknown region \`${said}\`; ${hint}`, { remedies });
  return undefined;
}

function readParameters(place: Place | undefined, read: Reader): Readonly<Record<string, string>> {
  const values = read.entries(place, '`parameters`').flatMap(({ key, place: value }) => {
    const text = read.text(value, `parameter \`${key}\``);
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(values);
}

/** Undefined when the file says nothing about it; then the default holds. */
export function readSeparate(
  place: Place | undefined,
  { names }: EnvironmentWords,
  read: Reader,
): Settings['separate'] {
  if (!place) return undefined;
  const known = new Set([...tiers, ...names]);
  return read.list(place, '`separate`').flatMap(pair => {
    const sides = items(pair);
    if (pair.node.kind !== 'list' || sides.length !== 2) {
      read.report(pair.at, 'each entry of `separate` is a list of two: one side, and the other');
      return [];
    }
    const [one, other] = sides.map(side => readSide(side, known, read));
    return one && other ? [{ one, other }] : [];
  });
}

function readSide(place: Place, known: ReadonlySet<string>, read: Reader): readonly string[] | undefined {
  const names = read.texts(place, 'an environment of `separate`');
  const strange = names?.findIndex(name => !known.has(name)) ?? -1;
  if (!names || strange < 0) return names;
  const at = place.node.kind === 'list' ? { ...place.at, path: [...place.at.path, strange] } : place.at;
  read.unknown(at, 'tier or environment', names[strange]!, known);
  return undefined;
}
