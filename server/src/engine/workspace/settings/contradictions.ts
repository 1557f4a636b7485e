import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { DocumentFacts, Problem } from '../../model/model';
import { below, part, type Uri } from '../../text/text';

/** The accounts of a settings file that another one, which decides, declares as another environment. */
export function contradictionsIn({ uri, settings }: DocumentFacts, index: WorkspaceIndex): readonly Problem[] {
  const accounts = settings?.accounts ?? [];
  return accounts.flatMap(({ id, environment, at }) => {
    const decides = index.declared(id);
    if (environment === undefined || !decides?.environment || decides.at.uri === uri) return [];
    const called = (word: string) => index.vocabulary.environmentCalled(word).name;
    if (called(decides.environment) === called(environment)) return [];
    const other = `\`${pathFrom(uri, decides.at.uri)}\``;
    return [
      {
        message: `account \`${id}\` is declared as \`${decides.environment}\` in ${other}, which decides; one account is one environment`,
        severity: 'error' as const,
        at: below(at, 'environment'),
        remedies: [
          { do: 'write' as const, at: below(at, 'environment'), word: decides.environment },
          { do: 'remove' as const, at: part(at, 'entry'), what: 'this declaration' },
        ],
      },
    ];
  });
}

/** `../../bulkhead.yaml` */
function pathFrom(from: Uri, to: Uri): string {
  const here = from.split('/');
  const there = to.split('/');
  let common = 0;
  while (common < here.length && here[common] === there[common]) common++;
  return '../'.repeat(Math.max(0, here.length - 1 - common)) + there.slice(common).join('/');
}
