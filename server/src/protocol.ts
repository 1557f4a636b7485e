/**
 * What client and server say beyond LSP: the method, its params and its result, together. Either side imports this file; it
 * imports nothing of theirs.
 */

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
}

/** Sent when a scan begins and ends, and when a count changes. */
export const status: NotificationKind<WorkspaceStatus> = { method: 'bulkhead/status' };

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

/** What the server reads from the client's configuration, section `bulkhead`, for a folder. */
export interface BulkheadSettings {
  readonly enable: boolean;
  readonly rules: Readonly<Record<string, 'off' | 'hint' | 'information' | 'warning' | 'error'>>;
  /** Whether findings that a hole decides are shown. */
  readonly showPossible: boolean;
  /** Globs relative to the folder. `include` is added to the extensions that are always looked at. */
  readonly files: {
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    readonly maxSizeMB: number;
  };
}

/** What holds when the client says nothing. */
export const defaultSettings: BulkheadSettings = {
  enable: true,
  rules: {},
  showPossible: false,
  files: { include: [], exclude: [], maxSizeMB: 10 },
};
