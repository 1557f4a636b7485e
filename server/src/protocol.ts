/**
 * What client and server say beyond LSP: the method, its params and its result, together. Either side imports this file; it
 * imports nothing of theirs.
 */

import type { AccessPaths } from './access-paths';
import type { AccountMap, MapPlace } from './account-map';

/** A request from the client to the server. `Params` and `Result` exist for the compiler only. */
export interface RequestKind<Params, Result> {
  readonly method: string;
  readonly says?: (params: Params) => Result;
}

/** A notification from the server to the client. */
export interface NotificationKind<Params> {
  readonly method: string;
  readonly says?: (params: Params) => void;
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/** Of the whole workspace, open or not. `documents` counts those of a known format. */
export interface WorkspaceStatus {
  /** `reading`: the first scan, or one that was asked for, is not over; the counts are those of the moment. */
  readonly state: 'reading' | 'ready';
  readonly documents: number;
  readonly findings: Counts;
  /** Why cfn-lint looks at no template, in one sentence; absent where it does, or is not to, or no template has been opened. */
  readonly notLinted?: string;
}

/** Sent when a scan begins and ends, and when a count changes. */
export const status: NotificationKind<WorkspaceStatus> = { method: 'bulkhead/status' };

/** The documents of the workspace that are of a known format, by their URIs. Sent when these are others than before. */
export const recognised: NotificationKind<{ readonly documents: readonly string[] }> = {
  method: 'bulkhead/recognised',
};

/** Reads every file anew and answers when all findings are known. */
export const checkWorkspace: RequestKind<null, WorkspaceStatus> = { method: 'bulkhead/checkWorkspace' };

/** A rule's page as Markdown, or the table of rules without one; null for a rule that there is not. */
export const explainRule: RequestKind<{ readonly rule?: string }, { readonly markdown: string } | null> = {
  method: 'bulkhead/explainRule',
};

/** The rules that there are, for a choice. */
export const listRules: RequestKind<null, readonly { readonly id: string; readonly summary: string }[]> = {
  method: 'bulkhead/rules',
};

/** An account that the workspace mentions and whose environment no settings say. */
export interface AccountToDeclare {
  readonly id: string;
  readonly name?: string;
  /** What the workspace says of it without contradiction; absent: somebody has to be asked. */
  readonly environment?: string;
  /** What speaks for an environment, `production: …`, contradictions included. */
  readonly evidence: readonly string[];
  /** Files, as people call them. */
  readonly seenIn: readonly string[];
}

/** The accounts to declare, and the environments that there are to choose from. */
export const accountsToDeclare: RequestKind<
  null,
  { readonly accounts: readonly AccountToDeclare[]; readonly environments: readonly string[] }
> = { method: 'bulkhead/accountsToDeclare' };

/** A place as LSP counts: 0-based line, UTF-16 column. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** What declarations change in a settings file; one that is new is empty before. */
export interface SettingsChange {
  readonly uri: string;
  readonly isNew: boolean;
  readonly range: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

/**
 * What declares all accounts that are to be declared, with the environments that were chosen, by account. `refused`: settings files
 * to which nothing can be added.
 */
export const declareAccounts: RequestKind<
  { readonly environments: Readonly<Record<string, string>> },
  { readonly changes: readonly SettingsChange[]; readonly refused: readonly string[] }
> = { method: 'bulkhead/declareAccounts' };

/** The map of the workspace as it is now; `revision` as in `accountMapChanged`. */
export const accountMap: RequestKind<null, AccountMap & { readonly revision: number }> = {
  method: 'bulkhead/accountMap',
};

/**
 * What the map shows is no longer so. Sent once, until somebody asks for it again; places of things may move without it, for
 * `mapPlace` tells where they are.
 */
export const accountMapChanged: NotificationKind<{ readonly revision: number }> = {
  method: 'bulkhead/accountMapChanged',
};

/** Something of the map: a resource by its id, or an edge. */
export type MapTarget =
  | { readonly resource: string }
  | { readonly from: string; readonly to: string; readonly how: string };

/** Where a person wrote it, in the text of now: the line of a program for what the CDK made. Null where that is nowhere. */
export const mapPlace: RequestKind<MapTarget, MapPlace | null> = { method: 'bulkhead/mapPlace' };

/** A place in an editor's text. */
export interface EditorPlace {
  readonly uri: string;
  readonly position: Place;
}

/**
 * What a place of an editor means on the map, as ids that are to be selected: the resource in which it stands, once for each landing;
 * outside of all resources, the document's stacks. Both are empty for what is on no map.
 */
export const mapSelectionAt: RequestKind<
  EditorPlace,
  { readonly resources: readonly string[]; readonly stacks: readonly string[] }
> = { method: 'bulkhead/mapSelectionAt' };

/**
 * Who reaches what: the shortest path for each pair. Names, logical ids or ARNs, with wildcards; one of the two at least, else there are
 * no paths. Files are URIs.
 */
export const reach: RequestKind<
  { readonly from?: string; readonly to?: string; readonly possible?: boolean },
  AccessPaths
> = { method: 'bulkhead/reach' };

/** What a document newly allows since the last commit, with its text as it was then; null where it allows nothing new. */
export const broadened: RequestKind<{ readonly uri: string }, Broadened | null> = { method: 'bulkhead/broadened' };

/** `broadened` has another answer than before for some document. Sent to clients that can show the comparison. */
export const broadenedChanged: NotificationKind<null> = { method: 'bulkhead/broadenedChanged' };

export interface Broadened {
  /** What the state before is called: `HEAD`. */
  readonly since: string;
  readonly before: string;
  /** In the text of now, in order of place; as Markdown. */
  readonly explanations: readonly {
    readonly range: { readonly start: Place; readonly end: Place };
    readonly markdown: string;
  }[];
}

/**
 * The client's command that shows a document beside what it was, with what it newly allows. Code lenses give it the document's URI. A
 * client that has it says so: `initializationOptions: { comparison: true }`.
 */
export const compareAccess = 'bulkhead.compareAccess';

/**
 * The client's command that shows the map. Code lenses give it an `EditorPlace`, whose selection it asks for; without an argument it
 * shows the map as it was last seen. A client that has it says so: `initializationOptions: { accountMap: true }`.
 */
export const showAccountMap = 'bulkhead.showAccountMap';

/** What the server reads from the client's configuration, section `bulkhead`, for a folder. */
export interface BulkheadSettings {
  readonly enable: boolean;
  readonly rules: Readonly<Record<string, 'off' | 'hint' | 'information' | 'warning' | 'error'>>;
  /** Whether findings that a hole decides are shown. */
  readonly showPossible: boolean;
  /** Whether documents are marked with where they land, and account ids with their names. */
  readonly inlayHints: boolean;
  /** Whether lines above templates and principals say where they land and what they reach. */
  readonly codeLens: boolean;
  readonly cfnLint: CfnLintSettings;
  /** Globs relative to the folder. `include` is added to the extensions that are always looked at. */
  readonly files: {
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    readonly maxSizeMB: number;
  };
}

/** Paths are absolute; what is empty is not said. */
export interface CfnLintSettings {
  /** `auto`: an installed one, else one on WebAssembly where its files are there already. */
  readonly enable: 'off' | 'auto' | 'wasm' | 'executable';
  /** An installed cfn-lint. Where it is empty, the one on the PATH. */
  readonly path: string;
  /** A folder with the files of the one on WebAssembly. */
  readonly filesFolder: string;
  /** The address of such a folder, asked in place of the hosts that are known. */
  readonly mirror: string;
}

/** What holds when the client says nothing. */
export const defaultSettings: BulkheadSettings = {
  enable: true,
  rules: {},
  showPossible: false,
  inlayHints: true,
  codeLens: true,
  cfnLint: { enable: 'auto', path: '', filesFolder: '', mirror: '' },
  files: { include: [], exclude: [], maxSizeMB: 10 },
};
