/** To keep out whom no document defines: the policy that lets them in is narrowed. */
import type { AccessGraph } from '../../../analysis/access-graph/access-graph';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { PolicyStatement, Principal } from '../../../model/statement';
import { literalOf, type Text } from '../../../model/text';
import type { StructuralEdit } from '../../../syntax/structural-edit';
import { within } from '../../../text/text';
import { quoted } from '../../iam/quoting';
import type { Fix } from '../../rule';
import { placeOf, statementAt } from './place';
import type { Hop, Reach } from './reaches';
import { isEnded } from './trying';

/** Where nobody here knows who is meant to get in, the reason why there is none. */
export function shutting(reach: Reach, hop: Hop, index: WorkspaceIndex, graph: AccessGraph): readonly Fix[] {
  const { kind } = hop.from;
  const statement = statementAt(placeOf(hop), index);
  if (statement?.principals?.mode !== 'only' || statement.form !== 'iam-json') return [];
  if (index.document(statement.at.uri)?.generated || !isOnlyWay(statement, reach, hop, graph)) return [];
  if (kind === 'anyone') return [ownAccountAlone(statement, hop, index)];
  return kind === 'federated' ? [oneBranchAlone(statement, hop)] : [];
}

function isOnlyWay({ at }: PolicyStatement, reach: Reach, { from, to }: Hop, graph: AccessGraph): boolean {
  const instead = graph.groupsFrom(from.id).map(group => {
    const isIt = group.because.some(place => within(place, at));
    return isIt ? { ...group, targets: group.targets.filter(id => id !== to.id) } : group;
  });
  return isEnded(reach, from.id, instead, graph);
}

/** Those of the account need a policy of their own, then. */
function ownAccountAlone(statement: PolicyStatement, { to }: Hop, index: WorkspaceIndex): Fix {
  const fix = {
    id: 'own-account-only',
    title: `Let into ${quoted(to.label)} its own account alone`,
    kind: 'review',
  } as const;
  // A template that lands in several has none.
  const account = to.resource && index.accountOf(to.resource);
  if (account === undefined) return { ...fix, edits: [], refused: 'nobody here knows its account' };
  const open = statement.principals!.list.filter(({ kind }) => kind === 'anyone');
  return { ...fix, edits: open.map(one => toAccount(one, statement, account)) };
}

/** In a policy, `Principal: "*"` says nothing of whose principals it is; that of `AWS::Lambda::Permission` is a text. */
function toAccount({ at }: Principal, statement: PolicyStatement, account: string): StructuralEdit {
  const inside = at.path.slice(statement.at.path.length);
  const isWhole = inside[0] === 'Principal' && !inside.includes('AWS');
  return { kind: 'replace', at, value: isWhole ? { AWS: account } : account };
}

/** What runs for any branch, tag or pull request: `repo:acme/shop:*`. */
const ANY_RUN = /^(repo:[^*?:]+):(?:\*|ref:refs\/heads\/\*)$/;

const BRANCH = 'main';

/** Which branch its repository guards no template tells: it is the usual one, for somebody to look at. */
function oneBranchAlone({ conditions }: PolicyStatement, { to }: Hop): Fix {
  const fix = {
    id: 'one-branch-only',
    title: `Let into ${quoted(to.label)} the branch \`${BRANCH}\` alone`,
    kind: 'review',
  } as const;
  const subjects = conditions.filter(({ key }) => /:sub$/i.test(key)).flatMap(({ values }) => values);
  const edits = subjects.flatMap(toBranch);
  const isAll = edits.length > 0 && edits.length === subjects.length;
  const refused = 'its trust policy names no repository of which it could be a branch';
  return isAll ? { ...fix, edits } : { ...fix, edits: [], refused };
}

function toBranch(subject: Text): readonly StructuralEdit[] {
  const [, repository] = ANY_RUN.exec(literalOf(subject) ?? '') ?? [];
  return repository === undefined
    ? []
    : [{ kind: 'replace', at: subject.at, value: `${repository}:ref:refs/heads/${BRANCH}` }];
}
