import { judgedOf } from '../../../analysis/environments/environments';
import { environmentMentioned } from '../../../analysis/environments/mentions';
import type { Side } from '../../../analysis/environments/residents';
import { sayingsOf, usedBy } from '../../../analysis/environments/sayings';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts, Resource, Text } from '../../../model/model';
import type { NewParameter } from '../../../syntax/structural-edit';
import { type SourcePointer, within } from '../../../text/text';
import type { Fix } from '../../rule';
import { environmentWord } from '../environment-word';
import { leadOf, type Mix } from '../mixes';

/** How a format says what whoever deploys chooses. */
const forms: Readonly<Record<string, Pick<NewParameter, 'of' | 'name'> & { readonly called: string }>> = {
  cloudformation: { of: 'template', name: 'Environment', called: 'a parameter' },
  sam: { of: 'template', name: 'Environment', called: 'a parameter' },
  'terraform-config': { of: 'module', name: 'environment', called: 'a variable' },
};

/**
 * Lets whoever deploys choose the environment that the one document of the reported side writes out. As long as nobody does, all
 * stays as it is. Only where another account is declared for it than the words say: of two documents that really are deployed into
 * one account it would hide the mix.
 */
export function parameterising({ side, declared }: Mix, index: WorkspaceIndex): readonly Fix[] {
  const document = index.document(leadOf(side).at.uri);
  const form = document && !document.generated ? forms[document.format] : undefined;
  if (!declared || !document || !form || !isAlone(side, document, index)) return [];
  if (index.landingsOf(document.uri).some(isGiven)) return [];
  const texts = textsOf(document, side.environment.name, index);
  const found = new Set(texts.map(text => environmentWord(text, side.environment.name, index.vocabulary)));
  const [word] = found;
  if (found.size !== 1 || word === undefined) return [];
  const allowed = [...new Set([word, ...otherWords(side, index)])].sort();
  const parameter: NewParameter = { of: form.of, name: form.name, usually: word, allowed };
  const root: SourcePointer = { uri: document.uri, path: [], part: 'value' };
  return [
    {
      id: 'choose-environment',
      title: `Make \`${word}\` ${form.called}, so that whoever deploys chooses the environment`,
      kind: 'review',
      edits: [
        { kind: 'declare', at: root, parameter },
        ...placesOf(texts).map(at => ({ kind: 'refer', at, parameter }) as const),
      ],
    },
  ];
}

/** What the declared accounts of other environments are called by: `dev` of `orders-dev`, else by the name of the environment. */
function otherWords({ environment }: Side, index: WorkspaceIndex): readonly string[] {
  const { vocabulary } = index;
  return index.settings().flatMap(({ settings }) =>
    (settings?.accounts ?? []).flatMap(({ environment: declared, name, at }) => {
      const other = declared === undefined ? undefined : vocabulary.environmentCalled(declared);
      if (!other?.tier || other.name === environment.name) return [];
      const named = name === undefined ? undefined : environmentWord({ parts: [name], at }, other.name, vocabulary);
      return [named ?? other.name];
    }),
  );
}

/** Whether all of the side is what the document's resources say themselves, and none of them says another environment. */
function isAlone({ environment, size, residents }: Side, document: DocumentFacts, index: WorkspaceIndex): boolean {
  const { marked } = sayingsOf(document, index.vocabulary);
  if (marked.length !== size || marked.some(one => one.environment.name !== environment.name)) return false;
  return residents.every(({ resource, at }) => resource !== undefined && at.uri === document.uri);
}

/** Whether somebody gives parameters, so that one that is not among them has its default. */
function isGiven({ deployment }: ReturnType<WorkspaceIndex['landingsOf']>[number]): boolean {
  return deployment.isWhole === true || Object.keys(deployment.parameters).length > 0;
}

/** All that says the environment in the document, and its own things that are named by it. */
function textsOf({ uri, resources }: DocumentFacts, environment: string, index: WorkspaceIndex): readonly Text[] {
  return resources.filter(mayDiffer).flatMap(resource => {
    const said = judgedOf(resource.claims, index.vocabulary)
      .filter(one => one.environment.name === environment)
      .map(({ claim }) => claim.text);
    const used = usedBy(resource).filter(text => environmentMentioned(text, index.vocabulary)?.name === environment);
    return [...said, ...used].filter(({ at }) => at.uri === uri && at.part === 'value');
  });
}

/** Stages and aliases are called `Prod` and `live` in every environment; a pipeline is named after where it deploys. */
function mayDiffer({ type, kind }: Resource): boolean {
  return kind !== 'pipeline' && !/Stage|Alias|CodeBuild|CodeDeploy|_stage|_alias|_codebuild|_codedeploy/.test(type);
}

/** Each once, not those within others. */
function placesOf(texts: readonly Text[]): readonly SourcePointer[] {
  const places = [...new Map(texts.map(({ at }) => [JSON.stringify(at.path), at])).values()];
  return places.filter(at => !places.some(other => other !== at && within(at, other)));
}
