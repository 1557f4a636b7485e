import type { Uri } from '../../engine/text/text';
import { environmentChoices, type Undeclared, undeclaredAccounts } from '../../engine/workspace/accounts/declare';
import { withDeclared } from '../../engine/workspace/accounts/declared-text';
import { encode } from '../../files/decode';
import type { InitOptions } from '../arguments';
import type { Console } from '../console';
import { type ExitStatus, UsageError } from '../exit';
import { errorsByDocument, readingStatus } from '../problems';
import { withProgress } from '../progress';
import { type ReadWorkspace, readWorkspace } from '../read-workspace';
import { unrecognised } from '../unrecognised';
import { write } from '../write-file';

/** Declares the accounts that the workspace mentions, and asks for what only people know. */
export async function init(paths: readonly string[], options: InitOptions, console: Console): Promise<ExitStatus> {
  const named = paths.length > 0 ? paths : ['.'];
  const asked = { paths: named, cwd: console.cwd, config: options.config, today: console.today };
  const read = await withProgress(options, progress => readWorkspace(asked, progress));
  const known = undeclaredAccounts(read.workspace.snapshot.index);
  const accounts = options.yes || options.dryRun ? known : await answered(known, read, console);
  const say = options.quiet ? () => {} : console.note;
  for (const line of unrecognised(read)) say(line);
  for (const [uri, { message }] of errorsByDocument(read)) say(`${read.names.file(uri)}: not read whole, ${message}`);
  for (const settings of new Set(accounts.map(account => account.settings))) {
    const declared = accounts.filter(account => account.settings === settings);
    await declare(settings, declared, read, options, console);
  }
  say(summary(accounts, options));
  return readingStatus(read);
}

/** Each account with the environment that a person says it is; those of known environment are not asked about. */
async function answered(
  accounts: readonly Undeclared[],
  { workspace }: ReadWorkspace,
  { ask }: Console,
): Promise<readonly Undeclared[]> {
  if (!ask) return accounts;
  const choices = environmentChoices(workspace.snapshot.index.settings().flatMap(({ settings }) => settings ?? []));
  const answers: Undeclared[] = [];
  for (const account of accounts) {
    const environment = account.environment ?? (await choose(account, choices, ask));
    answers.push(environment === undefined ? account : { ...account, environment });
  }
  return answers;
}

/** Asks again until the answer is a choice, its beginning or its number; an empty answer leaves it open. */
async function choose(
  account: Undeclared,
  choices: readonly string[],
  ask: NonNullable<Console['ask']>,
): Promise<string | undefined> {
  const offered = choices.map((choice, i) => `${i + 1} ${choice}`).join(', ');
  for (let question = `${introduction(account)}\nWhich environment is it? ${offered} (Enter: leave open) `; ; ) {
    const answer = (await ask(question)).trim().toLowerCase();
    if (answer === '') return undefined;
    const meant = choices[Number(answer) - 1] ?? choices.find(choice => choice.toLowerCase().startsWith(answer));
    if (meant !== undefined) return meant;
    question = `One of ${choices.join(', ')}: `;
  }
}

function introduction({ id, name, seenIn, evidence }: Undeclared): string {
  const called = name === undefined ? id : `${id} (${name})`;
  const told = evidence.map(one => `\n  ${one}`).join('');
  return `\nAccount ${called}${seenIn.length > 0 ? `, seen in ${seenIn.slice(0, 3).join(', ')}` : ''}${told}`;
}

/** Adds accounts to a settings file, which need not be there yet; a file to which nothing is added stays untouched. */
async function declare(
  uri: Uri,
  accounts: readonly Undeclared[],
  { workspace, names, encodings }: ReadWorkspace,
  { dryRun }: InitOptions,
  console: Console,
): Promise<void> {
  const before = workspace.snapshot.source(uri)?.text;
  const after = withDeclared({ uri, text: before ?? '' }, accounts);
  const file = names.file(uri);
  if (after === undefined) throw new UsageError(`\`${file}\` is not of a form to which accounts can be added`);
  if (after === before) return;
  if (dryRun) console.out(after);
  else await write(names.path(uri), encode(after, encodings.get(uri) ?? 'utf-8'));
}

function summary(accounts: readonly Undeclared[], { dryRun }: InitOptions): string {
  const fresh = accounts.filter(({ isDeclared }) => !isDeclared).length;
  const open = accounts.filter(({ environment }) => environment === undefined).length;
  if (accounts.length === 0) return 'no account is mentioned that is not declared';
  const what = `${fresh} ${fresh === 1 ? 'account' : 'accounts'}`;
  const left = open === 0 ? '' : `; the environment of ${open} is left open`;
  return `${dryRun ? 'would declare' : 'declared'} ${what}${left}`;
}
