/** What commands leave to those after them. */

import { literalOf, type Text } from '../../model/text';
import { type Call, optionsIn } from './command-line';
import { assumed, withSet, withUnset } from './credentials';
import { folderFrom, type Session, spend } from './session';
import { assignment, openAs } from './values';

export function sessionAfter(session: Session, call: Call): Session {
  const [first] = call.words;
  switch (call.program) {
    case 'cd':
    case 'pushd':
      return first ? { ...session, folder: folderFrom(session, first) } : { ...session, folder: undefined };
    case 'export':
    case 'declare':
    case 'local':
    case 'readonly':
    case 'set':
      return call.words.reduce((before, word) => {
        const one = assignment(word);
        return one ? withSet(before, one.name, one.value) : before;
      }, session);
    case 'read':
      return call.words.reduce((before, word) => {
        const name = literalOf(word) ?? '';
        return /^[A-Za-z_]\w*$/.test(name) ? withSet(before, name, { parts: [openAs(name)], at: word.at }) : before;
      }, session);
    case 'unset':
      return call.words.reduce((before, word) => withUnset(before, literalOf(word) ?? ''), session);
    case 'terraform':
      return workspaceAfter(session, call);
    case 'aws':
      return assumed(session, call);
    default:
      return session;
  }
}

/** `terraform workspace select prod`, also with `-or-create`, and `workspace new`. */
function workspaceAfter(session: Session, { words }: Call): Session {
  const { others } = optionsIn(words, new Set(['chdir']), false);
  const [command, action, name] = others;
  const isSelected =
    command && literalOf(command) === 'workspace' && action && /^(?:select|new)$/.test(literalOf(action) ?? '');
  return isSelected && name ? { ...session, workspace: name } : session;
}

/** After a command that a condition decides on: what it may have changed is not known. */
export function eitherOf(before: Session, after: Session): Session {
  if (before === after) return before;
  const { workspace } = after;
  const isOpen = workspace && !isSame(workspace, before.workspace);
  return {
    ...before,
    variables: before.variables === after.variables ? before.variables : openedVariables(before, after),
    folder: before.folder === after.folder ? before.folder : undefined,
    credentials: before.credentials === after.credentials ? before.credentials : eitherSigns(before, after),
    profiles: before.profiles === after.profiles ? before.profiles : new Map(),
    ...(workspace ? { workspace: isOpen ? opened(workspace) : workspace } : {}),
  };
}

/** One value may be set twice. */
function isSame(a: Text, b: Text | undefined): boolean {
  return a === b || (b !== undefined && JSON.stringify(a.parts) === JSON.stringify(b.parts));
}

function openedVariables(before: Session, after: Session): Session['variables'] {
  spend(after, 3 * after.variables.size);
  const changed = [...after.variables].filter(([name, value]) => !isSame(value, before.variables.get(name)));
  return new Map([
    ...before.variables,
    ...changed.map(([name, { at }]) => [name, { parts: [openAs(name)], at }] as const),
  ]);
}

function opened({ at }: Text): Text {
  return { parts: [openAs('workspace')], at };
}

function eitherSigns(...sessions: readonly Session[]): Session['credentials'] {
  const [at] = sessions.flatMap(({ credentials }) => (credentials?.role ?? credentials?.account)?.at ?? []);
  return at && { account: { parts: [openAs('role')], at } };
}
