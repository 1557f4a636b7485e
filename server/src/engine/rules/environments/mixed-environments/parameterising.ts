import { isCall, isNested } from '../../../analysis/deployments/made-with';
import { judgedOf } from '../../../analysis/environments/environments';
import { environmentMentioned } from '../../../analysis/environments/mentions';
import type { Side } from '../../../analysis/environments/residents';
import { markedIn, sayingsOf, usedBy } from '../../../analysis/environments/sayings';
import type { Landing, WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Resource } from '../../../model/resource';
import { literalOf, type Text } from '../../../model/text';
import type { NewParameter } from '../../../syntax/structural-edit';
import { type SourcePointer, within } from '../../../text/text';
import { pathBeside } from '../../../text/uri';
import type { Fix } from '../../rule';
import { environmentWord } from '../environment-word';
import { leadOf, type Mix } from '../mixes';

/** How a format says what whoever deploys chooses. */
const forms: Readonly<Record<string, Pick<NewParameter, 'of' | 'name'> & { readonly called: string }>> = {
  cloudformation: { of: 'template', name: 'Environment', called: 'a parameter' },
  sam: { of: 'template', name: 'Environment', called: 'a parameter' },
  'terraform-config': { of: 'module', name: 'environment', called: 'a variable' },
  'terraform-plan': { of: 'module', name: 'environment', called: 'a variable' },
};

/**
 * Lets each deployment say the environment that the one document of the reported side writes out: nothing is chosen for whoever is
 * silent, for the deployment that makes the mix today would make it still, and nobody would tell. Only where another account is
 * declared for it than the words say: of two documents that really are deployed into one account it would hide the mix.
 */
export function parameterising({ side, declared }: Mix, index: WorkspaceIndex): readonly Fix[] {
  const document = index.document(leadOf(side).at.uri);
  const form = document && forms[document.format];
  if (!declared || !document || !form || isMixed(side, document, index)) return [];
  const texts = [...textsOf(document, side.environment.name, index), ...tagsOf(side)];
  const words = new Set(texts.map(text => environmentWord(text, side.environment.name, index.vocabulary)));
  if (words.size === 0) return [];
  const [word = side.environment.name] = [...words].flatMap(one => one ?? []);
  const fix = {
    id: 'choose-environment',
    title: `Make \`${word}\` ${form.called} that each deployment has to choose`,
    kind: 'review' as const,
  };
  const refused = refusalFor(side, document, words, index);
  if (refused !== undefined) return [{ ...fix, edits: [], refused }];
  const allowed = [...new Set([word, ...otherWords(side, index)])].sort();
  const parameter: NewParameter = { of: form.of, name: form.name, word, allowed };
  const root: SourcePointer = { uri: document.uri, path: [], part: 'value' };
  const places = placesOf([...texts, ...besides(document, word, side, index)]);
  return [
    {
      ...fix,
      // What is declared tells by its default which parameter is meant, so that it goes last.
      edits: [
        ...places.map(at => ({ kind: 'refer', at, parameter }) as const),
        { kind: 'declare', at: root, parameter },
      ],
      otherwise: `\`${word}\` is not written where ${form.called} may stand, or \`${form.name}\` is taken for something else`,
    },
  ];
}

/** Why whoever deploys could not choose, or would not be asked. */
function refusalFor(
  side: Side,
  document: DocumentFacts,
  words: ReadonlySet<string | undefined>,
  index: WorkspaceIndex,
): string | undefined {
  if (document.format === 'terraform-plan') return 'of `.tf` files only the blocks are read, not all that they say';
  if (!isAlone(side, document, index)) return 'it is not this file alone that says it, or not of this account alone';
  if (words.size !== 1 || words.has(undefined))
    return 'the environment is not written as one and the same word everywhere';
  const given = index.landingsOf(document.uri).find(landing => isGiven(landing, index));
  if (!given) return undefined;
  const { statedBy } = given;
  const who = index.document(statedBy)?.settings ? 'whoever deploys it' : `\`${pathBeside(statedBy, statedBy)}\``;
  return `${who} says with which values, and would have to choose this one as well`;
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

/** Whether resources of the document are of another environment too: one word for all of them would move these. */
function isMixed({ environment }: Side, document: DocumentFacts, { vocabulary }: WorkspaceIndex): boolean {
  return markedIn(document, vocabulary).some(one => one.environment.name !== environment.name);
}

/** Whether all of the side is what the document says of its resources, itself or by a provider's tags. */
function isAlone({ size, residents }: Side, document: DocumentFacts, index: WorkspaceIndex): boolean {
  const { uri } = document;
  const { marked } = sayingsOf(document, index.vocabulary);
  const tagged = residents.filter(({ resource }) => resource === undefined);
  if (!tagged.every(({ claim }) => claim.source === 'default-tag' && claim.text.at.uri === uri)) return false;
  const silent = tagged.reduce((sum, one) => sum + one.size, 0);
  return marked.length + silent === size && residents.every(({ resource, at }) => !resource || at.uri === uri);
}

/** Whether somebody gives parameters, or makes it with what stands elsewhere. */
function isGiven(landing: Landing, index: WorkspaceIndex): boolean {
  const { deployment } = landing;
  const isGivenSome = deployment.isWhole === true || Object.keys(deployment.parameters).length > 0;
  return isGivenSome || isNested(landing, index) || isCall(deployment);
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

/** The tags that a provider gives to all that it makes. */
function tagsOf({ residents }: Side): readonly Text[] {
  return residents.flatMap(({ resource, claim }) => (resource ? [] : [claim.text]));
}

/**
 * What else has the word from whoever deploys: programs, which would work for production with a `prod` that stays, stacks and modules that
 * it makes, and what resources are tagged with.
 */
function besides({ uri, resources, deployments }: DocumentFacts, word: string, side: Side, index: WorkspaceIndex) {
  const given = [
    ...resources.flatMap(({ variables = [] }) => variables),
    ...deployments.filter(one => one.document !== uri).flatMap(({ parameters }) => Object.values(parameters)),
  ].filter(text => literalOf(text) === word);
  const tags = resources
    .flatMap(one => Object.values(one.tags))
    .filter(text => environmentWord(text, side.environment.name, index.vocabulary) === word);
  return [...given, ...tags].filter(({ at }) => at.uri === uri && at.part === 'value');
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
