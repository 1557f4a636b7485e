import { extname, isAbsolute, resolve } from 'node:path';
import { exported } from '../../../../client/webview/exports/exports';
import { initialView } from '../../../../client/webview/map/view-state';
import type { AccountMap } from '../../account-map';
import type { Uri } from '../../engine/text/text';
import { placesIn } from '../../findings/places';
import { mapJson } from '../../map/map-json';
import { analysed, inSlices } from '../analysed';
import { type MapOptions, mapFormats } from '../arguments';
import type { Console } from '../console';
import type { ExitStatus } from '../exit';
import { folderUri } from '../find-files';
import { engineInProcess, pageAssets } from '../map-files';
import { errorsByDocument, readingStatus } from '../problems';
import { withProgress } from '../progress';
import { type ReadWorkspace, readWorkspace, type WhatToRead } from '../read-workspace';
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
  const drawn = await drawnMap(read, options, fileNamesIn(read, what));
  const roots = [folderUri(cwd), ...read.folders].map(folder => folder.replace(/\/$/, ''));
  const tools = { engine: engineInProcess(), assets: pageAssets };
  const text = await exported(formatOf(options), drawn, roots, initialView, tools);
  if (options.output === undefined) console.out(text);
  else {
    await write(resolve(cwd, options.output), text);
    say(`wrote ${options.output}`);
  }
  return readingStatus(read);
}

/**
 * The map is for others, and is to tell nobody how folders are called that no one named: what lies outside of the working directory is
 * told from there only where it is named from there (`../infra`), or is in a folder above; else from the folder that is named.
 */
function fileNamesIn({ names }: ReadWorkspace, { paths }: Pick<WhatToRead, 'paths'>): (uri: Uri) => string {
  const isNamedFromHere = paths.every(path => !isAbsolute(path));
  return uri => {
    const file = names.file(uri);
    return isNamedFromHere || /^(?:\.\.\/)*[^/]+$/.test(file) || !file.startsWith('../') ? file : uri;
  };
}

async function drawnMap(
  { workspace }: ReadWorkspace,
  { possible }: MapOptions,
  file: (uri: Uri) => string,
): Promise<AccountMap> {
  const { snapshot } = workspace;
  await inSlices(snapshot.survey());
  const words = { places: placesIn(snapshot), file, showsPossible: () => possible === true };
  return inSlices(mapJson(snapshot.accountMap(), words));
}

/** As asked, else as the file's name ends. */
function formatOf({ format, output }: MapOptions): (typeof mapFormats)[number] {
  if (format) return format;
  const ending = extname(output ?? '').slice(1);
  if (/^(?:md|mmd)$/.test(ending)) return 'mermaid';
  return mapFormats.find(one => one === ending) ?? 'json';
}
