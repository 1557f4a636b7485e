import type { Connection } from 'vscode-languageserver';
import type { Severity } from '../engine/model/problem';
import type { Uri } from '../engine/text/text';
import { type BulkheadSettings, type CfnLintSettings, defaultSettings } from '../protocol';

/** What the client's configuration says: for everything, and for each folder. */
export interface ClientSettings {
  readonly general: BulkheadSettings;
  readonly folders: ReadonlyMap<Uri, BulkheadSettings>;
}

export const unsaid: ClientSettings = { general: defaultSettings, folders: new Map() };

/** Asks the client; what it does not answer, or answers wrongly, has its default. */
export async function readSettings(connection: Connection, folders: readonly Uri[]): Promise<ClientSettings> {
  const section = 'bulkhead';
  const asked = [{ section }, ...folders.map(scopeUri => ({ section, scopeUri }))];
  const [general, ...each] = (await connection.workspace.getConfiguration(asked)) as unknown[];
  return {
    general: settingsFrom(general),
    folders: new Map(folders.map((folder, i) => [folder, settingsFrom(each[i])])),
  };
}

/** What an older client sends of its own accord: all sections in one. */
export function settingsPushed(settings: unknown): ClientSettings {
  const { bulkhead } = object(settings);
  return bulkhead === undefined ? unsaid : { general: settingsFrom(bulkhead), folders: new Map() };
}

function settingsFrom(value: unknown): BulkheadSettings {
  const { enable, rules, showPossible, inlayHints, codeLens, cfnLint, files } = object(value);
  const { include, exclude, maxSizeMB } = object(files);
  return {
    enable: typeof enable === 'boolean' ? enable : defaultSettings.enable,
    rules: severitiesFrom(rules),
    showPossible: typeof showPossible === 'boolean' ? showPossible : defaultSettings.showPossible,
    inlayHints: typeof inlayHints === 'boolean' ? inlayHints : defaultSettings.inlayHints,
    codeLens: typeof codeLens === 'boolean' ? codeLens : defaultSettings.codeLens,
    cfnLint: cfnLintFrom(cfnLint),
    files: {
      include: stringsFrom(include),
      exclude: stringsFrom(exclude),
      maxSizeMB: typeof maxSizeMB === 'number' && maxSizeMB > 0 ? maxSizeMB : defaultSettings.files.maxSizeMB,
    },
  };
}

const linters: readonly unknown[] = ['off', 'auto', 'wasm', 'executable'];

function cfnLintFrom(value: unknown): CfnLintSettings {
  const { enable, path, filesFolder, mirror } = object(value);
  return {
    enable: linters.includes(enable) ? (enable as CfnLintSettings['enable']) : defaultSettings.cfnLint.enable,
    path: typeof path === 'string' ? path : '',
    filesFolder: typeof filesFolder === 'string' ? filesFolder : '',
    mirror: typeof mirror === 'string' ? mirror : '',
  };
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function stringsFrom(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

const words: readonly unknown[] = ['off', 'hint', 'information', 'warning', 'error'];

function severitiesFrom(value: unknown): BulkheadSettings['rules'] {
  const known = Object.entries(object(value)).filter(([, severity]) => words.includes(severity));
  return Object.fromEntries(known) as Record<string, Severity | 'off'>;
}
