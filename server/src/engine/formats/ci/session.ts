import { literalOf, type Text } from '../../model/text';
import type { Statements } from '../../syntax/shell/script';
import type { SourcePointer, Uri } from '../../text/text';
import { resolveUri } from '../../text/uri';
import type { Place } from '../place';
import type { Lookup } from './values';
import type { Way } from './ways';

/** What holds at a place in a job: what the commands before it have set. */
export interface Session {
  readonly variables: ReadonlyMap<string, Text>;
  /** The folder in which commands run, with its closing `/`; undefined where only a run knows it. */
  readonly folder: Uri | undefined;
  /** The root of the repository. */
  readonly root: Uri;
  /** The role that is assumed, or whatever else says whose credentials are used; undefined while nothing does. */
  readonly credentials: Credentials | undefined;
  /** The roles that profiles are for, where the job itself writes them. */
  readonly profiles: ReadonlyMap<string, Credentials>;
  /** Words that may still be read: calls that call each other would be read without end. */
  readonly work: { left: number };
  /** What this way through the pipeline supposes. */
  readonly way: Way;
  /** Functions of the shell. */
  readonly functions: ReadonlyMap<string, ShellFunction>;
  /** The Terraform workspace that is selected. */
  readonly workspace?: Text;
}

/** A function, with the text in which its words are written. */
export interface ShellFunction {
  readonly body: Statements;
  readonly place: Place;
}

/** So many words of a pipeline's scripts are read, those of each run of a job counted; what takes longer counts as several. */
export const MAX_WORK = 60_000;

export interface Credentials {
  readonly role?: Text;
  /** Twelve digits, or a hole. */
  readonly account?: Text;
  /** A command has printed their keys: who sets a variable to what commands print sets it to these. */
  readonly isPrinted?: true;
}

/** One call of a tool that deploys, with all that it is told. */
export interface Deploying {
  readonly tool: 'cloudformation' | 'sam' | 'cdk' | 'terraform';
  /** The name of the job, where it is written. */
  readonly job: Text;
  /** By name without hyphens before it: `stack-name`, `t`. */
  readonly options: Options;
  /** What belongs to no option. */
  readonly others: readonly Text[];
  readonly session: Session;
  /** What the job says of its environment. */
  readonly environment: Text | undefined;
  readonly at: SourcePointer;
}

export type Options = ReadonlyMap<string, readonly Text[]>;

/** The first value of the first of these options that is given. */
export function option(options: Options, ...names: readonly string[]): Text | undefined {
  for (const name of names) {
    const [first] = options.get(name) ?? [];
    if (first) return first;
  }
  return undefined;
}

/** Maps of so many entries are copied in the time of one word. */
const COPIED = 30;

export function spend({ work }: Session, copied: number): void {
  work.left -= Math.ceil(copied / COPIED);
}

export function variablesOf({ variables }: Session): Lookup {
  return name => variables.get(name);
}

/** The path from the folder in which commands run to the repository's root. */
export function pathToRoot({ folder, root }: Pick<Session, 'folder' | 'root'>): string | undefined {
  if (!folder?.startsWith(root)) return undefined;
  const depth = folder.slice(root.length).split('/').length - 1;
  return depth === 0 ? '.' : Array(depth).fill('..').join('/');
}

/** Of a job that sets more, the rest is open. */
const MAX_VARIABLES = 1_000;

export function withVariable(session: Session, name: string, value: Text): Session {
  if (session.variables.size >= MAX_VARIABLES && !session.variables.has(name)) return session;
  spend(session, session.variables.size);
  return { ...session, variables: new Map(session.variables).set(name, value) };
}

/** The folder that a path leads to from the one in which commands run; undefined where that is not known. */
export function folderFrom({ folder }: Pick<Session, 'folder'>, path: Text): Uri | undefined {
  const written = literalOf(path);
  if (written === undefined || folder === undefined || /^(?:[/~]|[a-z]:)/i.test(written)) return undefined;
  const found = resolveUri(folder, written.replaceAll('\\', '/'));
  return (found.endsWith('/') ? found : `${found}/`) as Uri;
}
