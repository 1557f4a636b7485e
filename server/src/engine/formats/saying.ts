import type { DocumentFacts } from '../model/document-facts';
import type { SyntaxTree } from '../syntax/tree';

/** Of a document that says this and nothing else. Written by people, unless it is said that it is `generated`. */
export function saying(
  { document }: SyntaxTree,
  format: string,
  said: Partial<Omit<DocumentFacts, 'uri' | 'format'>> = {},
): DocumentFacts {
  return {
    uri: document.uri,
    format,
    generated: false,
    resources: [],
    deployments: [],
    claims: [],
    accounts: [],
    exports: [],
    allowed: [],
    problems: [],
    ...said,
  };
}
