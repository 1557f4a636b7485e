import { accountCalled } from '../../analysis/deployments/declared-accounts';
import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import { nearest } from '../../formats/settings/nearest';
import type { DocumentFacts } from '../../model/document-facts';
import type { Problem } from '../../model/problem';
import type { Resource } from '../../model/resource';
import type { Settings } from '../../model/settings';
import { literalOf, show } from '../../model/text';
import { managedPolicy, managedPolicyNames } from '../../policy/managed-policies';
import { harmOf, separated, separationOf } from '../../rules/environments/separation';
import { below, part, type Uri } from '../../text/text';

/** What a settings file says otherwise than another one, which decides, and otherwise than itself. */
export function contradictionsIn(
  { uri, settings, resources }: DocumentFacts,
  index: WorkspaceIndex,
): readonly Problem[] {
  if (!settings) return [];
  return [
    ...declaredElsewise(uri, settings, index),
    ...deployedElsewise(uri, settings, index),
    ...resources.flatMap(unknownPolicies),
  ];
}

/** Policies of AWS that people are said to have, and of which nobody here knows what they allow. */
function unknownPolicies({ declared, attached }: Resource): readonly Problem[] {
  if (!declared) return [];
  return attached.flatMap(({ policy }): readonly Problem[] => {
    const name = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(literalOf(policy) ?? '')?.[1];
    if (name !== undefined && managedPolicy(name, policy.at)) return [];
    const meant = name === undefined ? undefined : nearest(name, managedPolicyNames);
    const hint = meant === undefined ? 'what it allows is in no path' : `did you mean \`${meant}\`?`;
    const remedies = meant === undefined ? [] : [{ do: 'write' as const, at: policy.at, word: meant }];
    const message = `\`${name ?? show(policy)}\` is no policy of AWS whose statements are known here; ${hint}`;
    return [{ message, severity: 'warning', at: policy.at, remedies }];
  });
}

/** Accounts that another file declares as another environment. */
function declaredElsewise(uri: Uri, { accounts }: Settings, index: WorkspaceIndex): readonly Problem[] {
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

/** Deployments of environments that are to be kept apart from what their account is declared as. */
function deployedElsewise(uri: Uri, settings: Settings, index: WorkspaceIndex): readonly Problem[] {
  const separation = separationOf(index, uri);
  return settings.deployments.flatMap(({ account, environment, at }) => {
    const id = account === undefined ? undefined : accountCalled(account, settings);
    const owner = id === undefined ? undefined : index.declared(id);
    if (environment === undefined || !owner?.environment) return [];
    const [its, own] = [owner.environment, environment].map(index.vocabulary.environmentCalled);
    if (!separated(its!, own!, separation)) return [];
    return [
      {
        message: `account \`${id}\` is declared as \`${owner.environment}\`, so that nothing of \`${environment}\` may land in it: ${harmOf(its!, own!)}`,
        severity: 'error' as const,
        at: below(at, 'environment'),
        remedies: [{ do: 'write' as const, at: below(at, 'environment'), word: owner.environment }],
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
