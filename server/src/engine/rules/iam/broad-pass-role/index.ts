import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { mayPassRoles, passingRoles } from '../../../analysis/permissions/pass-role';
import { type Grant, type Permissions, permissionsOf } from '../../../analysis/permissions/permissions';
import type { Resource } from '../../../model/resource';
import { covers, show, type Text } from '../../../model/text';
import { noRequests } from '../../../policy/request-set';
import { part } from '../../../text/text';
import { type Related, type Reported, rule } from '../../rule';
import { unreadBoundaries } from '../open-parts';
import { quoted } from '../quoting';
import { deadBecause } from './dead';
import { fixesOfDead } from './dead-fix';
import { fixesOf } from './fixes';
import { isHarmless, type Judgement, judge } from './judge';
import { relatedRoles } from './related-roles';
import { shown } from './shown';
import { messageOf } from './words';

/** Reports who may pass which roles of an account to what: once for each statement that allows too much of it. */
export default rule({
  id: 'broad-pass-role',
  severity: 'error',
  looksAt: 'principal',

  *check({ permissions, index }) {
    const grants = permissions.grants.filter(({ statement }) => mayPassRoles(statement));
    const suspected = new Set(grants.filter(grant => !isHarmless(grant, permissions, index)));
    const asked = suspected.size === 0 ? noRequests : passingRoles(permissions.given);
    for (const grant of grants) {
      const judgement = suspected.has(grant) ? judge(grant, asked, permissions, index) : undefined;
      if (judgement) yield reported(judgement, grant, permissions, index);
      else yield* reportedDead(grant, index);
    }
  },
});

function reported(judgement: Judgement, grant: Grant, permissions: Permissions, index: WorkspaceIndex): Reported {
  const { principal } = permissions;
  const { grade, severity, confidence, reached, administers } = judgement;
  const { statement, holder } = grant;
  const entry = passingEntry(grant);
  const rights = reached ? rightsOf(reached.role, index) : [];
  return {
    message: messageOf({
      ...judgement,
      principal,
      statement,
      rights,
      unreadBoundaries: unreadBoundaries(principal, index),
    }),
    severity,
    confidence,
    at: holder ? (entry ?? statement.actions).at : grant.via,
    witness: { principal: principal.label, ...shown(reached?.request ?? grade.witness, grant, permissions, reached) },
    related: relatedTo(judgement, grant, principal),
    fixes: !administers ? fixesOf(grant, entry, principal, index) : [],
    about: `${grade.reason} ${entry ? show(entry) : 'NotAction'}`,
  };
}

/** Only in the workspace's own statements: nobody mends those of AWS. */
function reportedDead(grant: Grant, index: WorkspaceIndex): readonly Reported[] {
  const { statement, holder } = grant;
  const message = holder && deadBecause(statement);
  const at = passingEntry(grant)?.at;
  if (!message || !at) return [];
  return [{ message, severity: 'hint', at, about: 'dead', fixes: fixesOfDead(statement, holder, index) }];
}

/** The action of the statement that allows to pass roles; undefined where NotAction leaves it over. */
function passingEntry({ statement: { actions } }: Grant): Text | undefined {
  if (actions.mode === 'except') return undefined;
  const answers = actions.list.map(text => covers(text, 'iam:PassRole', true));
  return actions.list[answers.indexOf('yes')] ?? actions.list[answers.indexOf('maybe')];
}

function relatedTo(judgement: Judgement, { statement, holder }: Grant, principal: Resource): readonly Related[] {
  const related: Related[] = [];
  if (holder && statement.resources.list.length > 0) {
    related.push({ message: 'the roles that may be passed', at: statement.resources.at });
  }
  if (holder?.id !== principal.id) {
    related.push({ message: `granted to ${quoted(principal.label)}`, at: part(principal.at, 'key') });
  }
  return [...related, ...relatedRoles(judgement)];
}

/** The first actions that a role may take, to give an idea of it. */
function rightsOf(role: Resource, index: WorkspaceIndex): readonly string[] {
  const allowed = permissionsOf(index.resource(role.id) ?? role, index).grants.map(
    ({ statement }) => statement.actions,
  );
  const named = allowed.flatMap(({ mode, list }) => (mode === 'only' ? list.map(show) : []));
  return [...new Set(named)].slice(0, 2);
}
