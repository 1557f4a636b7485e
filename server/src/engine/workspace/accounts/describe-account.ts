import { code, some } from '../../analysis/describe/markdown';
import type { KnownAccount } from '../../analysis/environments/known-accounts';
import type { Uri } from '../../text/text';

/** What is known of an account, as Markdown: what it is, why we think so, what lands there, who mentions it. */
export function describeAccount(account: KnownAccount): string {
  return [headOf(account), ...evidenceOf(account), ...landed(account), ...mentioned(account)].join('\n\n');
}

function headOf({ id, name, declared, environments }: KnownAccount): string {
  const called = name === undefined ? code(id) : `${code(name)} (${id})`;
  if (declared?.environment !== undefined) return `Account ${called} is declared **${declared.environment}**`;
  const [first, ...others] = environments.map(one => `**${one.name}**`);
  if (first === undefined) return `Account ${called}: nothing says which environment it is`;
  if (others.length > 0)
    return `Account ${called}: what says its environment contradicts itself, ${some([first, ...others])}`;
  return `Account ${called} looks like **${environments[0]!.name}**`;
}

function evidenceOf({ environments }: KnownAccount): readonly string[] {
  const items = environments.flatMap(({ name, evidence }) =>
    evidence.map(({ message, at }) => `\n- ${name}: ${message} (${fileOf(at.uri)})`),
  );
  return items.length > 0 ? [`Evidence:\n${items.join('')}`] : [];
}

function landed({ landings }: KnownAccount): readonly string[] {
  const names = landings.map(({ deployment }) => code(deployment.name ?? fileOf(deployment.document)));
  return names.length > 0 ? [`There lands ${some([...new Set(names)])}`] : [];
}

function mentioned({ seen }: KnownAccount): readonly string[] {
  const files = [...new Set(seen.map(({ uri }) => code(fileOf(uri))))];
  return files.length > 0 ? [`Written in ${some(files)}`] : [];
}

function fileOf(uri: Uri): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
