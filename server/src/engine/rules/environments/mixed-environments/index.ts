import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { type Reported, rule } from '../../rule';
import { leadOf, mixesOf } from '../mixes';
import { type Alike, alike, placeOf } from './alike';
import { contradictionReport, contradictionsIn } from './contradictions';
import { fixesOf } from './fixes';
import { undeclaredIn } from './undeclared';
import { aboutOf, messageOf, relatedOf, thereToo } from './words';
import { workspacesIn } from './workspaces';

/** Reports environments that share an account although a wall belongs between them. */
export default rule({
  id: 'mixed-environments',
  severity: 'error',
  looksAt: 'document',

  *check({ document, index }) {
    const found = mixesOf(document, index);
    for (const one of alike(found.flatMap(({ mixes }) => mixes))) yield report(one, index);
    for (const { household } of found) yield* workspacesIn(household, index);
    const contradictions = contradictionsIn(document, index);
    yield* contradictions.map(contradictionReport);
    yield* undeclaredIn(
      document,
      contradictions.map(({ account }) => account.at),
      index,
    );
  },
});

function report({ mix, others }: Alike, index: WorkspaceIndex): Reported {
  const at = placeOf(mix);
  const elsewhere = others.flatMap(thereToo);
  return {
    message: messageOf(mix, others),
    at,
    severity: mix.severity,
    about: aboutOf(mix, others),
    sameIn: mix.household.account === undefined ? 'document' : 'workspace',
    related: [...relatedOf(mix, index.vocabulary), ...elsewhere],
    ...landingOf(mix),
    joined: [...thereToo(mix), ...elsewhere],
    fixes: fixesOf(mix, at.uri, index),
  };
}

function landingOf({ side }: Alike['mix']): Pick<Reported, 'landing'> {
  const { landing, resource } = leadOf(side);
  return landing ? { landing: { at: landing.at, isWhole: resource === undefined } } : {};
}
