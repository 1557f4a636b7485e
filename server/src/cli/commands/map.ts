import { extname, resolve } from 'node:path';
import { exported } from '../../../../client/webview/exports/exports';
import { initialView } from '../../../../client/webview/map/view-state';
import type { AccountMap } from '../../account-map';
import { uriOfPath } from '../../files/uri';
import { placesIn } from '../../findings/places';
import { mapJson } from '../../map/map-json';
import { analysed, inSlices } from '../analysed';
import { type MapOptions, mapFormats } from '../arguments';
import type { Console } from '../console';
import type { ExitStatus } from '../exit';
import { engineInProcess, pageAssets } from '../map-files';
import { errorsByDocument, readingStatus } from '../problems';
import { withProgress } from '../progress';
import { type ReadWorkspace, readWorkspace } from '../read-workspace';
import { unrecognised } from '../unrecognised';
import { write } from '../write-file';

/** Draws the account map: as JSON for others, as a picture, as a page, or for Markdown. */
export async function map(paths: readonly string[], options: MapOptions, console: Console): Promise<ExitStatus> {
  const { cwd, today } = console;
  const what = { paths: paths.length > 0 ? paths : ['.'], cwd, config: options.config, today };
  const read = await withProgress(options, async progress => analysed(await readWorkspace(what, progress), progress));
  const say = options.quiet ? () => {} : console.note;
  for (const line of unrecognised(read)) say(line);
  for (const [uri, { message }] of errorsByDocument(read)) say(`${read.names.file(uri)}: not read whole, ${message}`);
  const drawn = await drawnMap(read, options);
  // Of what lies outside of the working directory, the file's name is enough: the map is for others.
  const root = uriOfPath(cwd).replace(/\/$/, '');
  const tools = { engine: engineInProcess(), assets: pageAssets };
  const text = await exported(formatOf(options), drawn, [root], initialView, tools);
  if (options.output === undefined) console.out(text);
  else {
    await write(resolve(cwd, options.output), text);
    say(`wrote ${options.output}`);
  }
  return readingStatus(read);
}

async function drawnMap({ workspace }: ReadWorkspace, { possible }: MapOptions): Promise<AccountMap> {
  const { snapshot } = workspace;
  await inSlices(snapshot.survey());
  const words = { places: placesIn(snapshot), file: (uri: string) => uri, showsPossible: () => possible === true };
  return inSlices(mapJson(snapshot.accountMap(), words));
}

/** As asked, else as the file's name ends. */
function formatOf({ format, output }: MapOptions): (typeof mapFormats)[number] {
  if (format) return format;
  const ending = extname(output ?? '').slice(1);
  if (/^(?:md|mmd)$/.test(ending)) return 'mermaid';
  return mapFormats.find(one => one === ending) ?? 'json';
}
