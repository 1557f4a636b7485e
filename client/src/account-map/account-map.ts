import * as vscode from 'vscode';
import type { MapPlace } from '../../../server/src/account-map';
import { showAccountMap, type WorkspaceStatus } from '../../../server/src/protocol';
import { choosePrincipal, idAtCursor, idIn } from './choose';
import { registerFindingBadges } from './finding-badges';
import { MapSource } from './map-source';
import { MapPanels } from './panels';
import { followRecognised } from './recognised';
import { showSource } from './show-source';
import type { MapSurroundings } from './surroundings';
import { showTree } from './tree';
import { openNode } from './tree-items';

/** The account map: its panel, its tree, and the commands that lead to them. */
export function registerAccountMap(
  told: vscode.Event<WorkspaceStatus>,
  outside: Omit<MapSurroundings, 'source'>,
): vscode.Disposable {
  const { server } = outside;
  const source = new MapSource(server, told);
  const around = { ...outside, source };
  const panels = new MapPanels(around);
  const commands: Record<string, (given?: unknown) => unknown> = {
    [showAccountMap]: async given => panels.show(await idIn(given, server)),
    'bulkhead.showOnAccountMap': async given => panels.show((await idIn(given, server)) ?? (await idAtCursor(server))),
    'bulkhead.showBlastRadius': async given => {
      const id = (await idIn(given, server)) ?? (await chosenPrincipal(around));
      if (id !== undefined) panels.show(id);
    },
    [openNode]: place => showSource(place as MapPlace, true, panels.column, around),
  };
  return vscode.Disposable.from(
    source,
    panels,
    registerFindingBadges(),
    followRecognised(server),
    showTree(source),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}

async function chosenPrincipal({ server, source }: MapSurroundings): Promise<string | undefined> {
  const map = await source.current();
  if (map !== undefined) return choosePrincipal(map, server);
  await vscode.window.showWarningMessage('There is no account map: the language server did not answer.');
  return undefined;
}
