/** What people call a stack: by the name that it is deployed under, else by the file or folder that makes it. */
import type { DocumentFacts } from '../../model/document-facts';
import { folderOf } from '../../text/uri';
import { isNested } from '../deployments/made-with';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';

/** File names that say nothing. */
const general = /^(?:template|main|plan|tfplan|state|terraform|stack|index|cloudformation|cdk)$/i;
const endings = /(?:\.(?:template|cfn|tf|tfplan|tfstate|nested))*\.(?:json|ya?ml|template|tfstate)$/i;

export function stackNames(documents: readonly DocumentFacts[], index: WorkspaceIndex) {
  const root = folderAbove(documents);
  const ofFile = ({ uri, format }: DocumentFacts): string => {
    const folder = folderOf(uri);
    const stem = lastSegment(uri).replace(endings, '');
    const isFolders = format.startsWith('terraform-') || general.test(stem);
    return isFolders && folder !== root ? lastSegment(folder) : stem;
  };
  return (document: DocumentFacts, landing: Landing | undefined): string => {
    const name = landing?.deployment.name;
    const maker = landing && landing.statedBy !== document.uri ? index.document(landing.statedBy) : undefined;
    if (!landing || !maker) return name ?? ofFile(document);
    if (isNested(landing, index)) return `${ofFile(maker)} / ${landing.deployment.id}`;
    const isModule = document.format === 'terraform-config' && landing.deployment.id.startsWith('module.');
    return isModule && name !== undefined ? `${ofFile(maker)} / module.${name}` : (name ?? ofFile(document));
  };
}

/** The folder that holds all documents, whose name tells none apart. */
function folderAbove(documents: readonly DocumentFacts[]): string {
  return documents.map(({ uri }) => folderOf(uri) as string).reduce((a, b) => shared(a, b), documents[0]?.uri ?? '');
}

function shared(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a[end] === b[end]) end++;
  return a.slice(0, a.lastIndexOf('/', end - 1) + 1);
}

/** Of a document or a folder, as people write it. */
function lastSegment(uri: string): string {
  const segment = uri.replace(/\/$/, '').split('/').at(-1)!;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
