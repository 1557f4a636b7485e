import type { Deployment } from '../../../model/deployment';
import type { Claim } from '../../../model/environment';
import { literalOf, type Text } from '../../../model/text';
import type { Uri } from '../../../text/text';
import { parameterClaims } from '../../claims';
import { fileName, fileNamed } from '../../template-file';
import { deploymentsOf } from '../../terraform/config/deployments';
import { moduleIn } from '../../terraform/config/module';
import { scopeOf } from '../../terraform/config/module-scope';
import { scalar, type Value } from '../../terraform/values/value';
import { type Deploying, folderFrom, option } from '../session';
import { assignment } from '../values';
import { claim, commonOf, type Stated, type Surroundings } from './stated';

/** The configuration of the folder in which Terraform runs, where a credential of the pipeline's makes it. */
export function terraformStated(deploying: Deploying, { neighbours }: Surroundings): readonly Stated[] {
  const { options, session } = deploying;
  const chdir = option(options, 'chdir');
  const folder = chdir ? folderFrom(session, chdir) : session.folder;
  if (!folder) return [];
  const module = moduleIn(folder, neighbours);
  if (module.documents.length === 0) return [];
  const files = (options.get('var-file') ?? []).flatMap(path => variableFile(path, folder));
  const parameters = variablesIn(deploying);
  const { name: _, ...common } = commonOf(deploying, claimsOf(deploying, files, parameters));
  const landing = { ...common, parameters };
  // `-var` wins over what files say.
  const scope = scopeOf(module, neighbours, name => given(parameters[`var.${name}`]));
  const own = module.documents.flatMap(tree =>
    deploymentsOf(tree, scope, neighbours)
      .filter(one => one.within === undefined && one.document.startsWith(folder) && one.scope !== undefined)
      .map(deployment => ({ deployment, statedBy: tree.document.uri })),
  );
  const meant = own.filter(({ deployment }) => isMeant(deployment, files));
  const stated = meant.map(one => ({ landing: completed(one.deployment, one.statedBy, landing), problems: [] }));
  if (own.length > 0) return stated;
  return module.documents.map(({ document }) => ({
    landing: { ...landing, document: document.uri, scope: 'aws' },
    problems: [],
  }));
}

function given(text: Text | undefined): Value | undefined {
  return text && scalar(text.parts, text.at);
}

/** Of landings that differ by their files of variables, those with the files that the call names. */
function isMeant({ at }: Deployment, files: readonly VariableFile[]): boolean {
  return !at.uri.endsWith('.tfvars.json') || files.some(({ uri }) => uri === at.uri);
}

/** A provider that says its account assumes a role of its own there. */
function completed(own: Deployment, statedBy: Uri, landing: Omit<Stated['landing'], 'document'>): Stated['landing'] {
  const { id, account = landing.account, region = landing.region, claims, parameters, ...rest } = own;
  return {
    ...rest,
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
    claims: [...claims, ...landing.claims],
    parameters: { ...parameters, ...landing.parameters },
    at: landing.at,
    completes: [{ statedBy, id }],
  };
}

interface VariableFile {
  readonly path: Text;
  readonly uri: Uri;
}

function variableFile(path: Text, folder: Uri): readonly VariableFile[] {
  const uri = fileNamed(folder, literalOf(path) ?? '');
  return uri ? [{ path, uri }] : [];
}

/** `-var stage=prod` and `TF_VAR_stage`. */
function variablesIn({ options, session }: Deploying): Readonly<Record<string, Text>> {
  const fromNames = [...session.variables].flatMap(([name, value]) => {
    const variable = /^TF_VAR_(.+)$/.exec(name)?.[1];
    return variable === undefined ? [] : [[`var.${variable}`, value] as const];
  });
  const given = (options.get('var') ?? []).flatMap(word => {
    const one = assignment(word);
    return one ? [[`var.${one.name}`, one.value] as const] : [];
  });
  return Object.fromEntries([...fromNames, ...given]);
}

function claimsOf(
  { session }: Deploying,
  files: readonly VariableFile[],
  parameters: Readonly<Record<string, Text>>,
): readonly Claim[] {
  const workspace = session.workspace ?? session.variables.get('TF_WORKSPACE');
  return [
    ...parameterClaims(parameters),
    ...files.map(({ path, uri }) =>
      claim(
        'deployment',
        { parts: [fileName(uri).replace(/(?:\.auto)?\.tfvars(?:\.json)?$/, '')], at: path.at },
        'var-file',
      ),
    ),
    ...(workspace ? [claim('workspace', workspace)] : []),
  ];
}
