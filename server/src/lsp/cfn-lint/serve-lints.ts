import type { Connection } from 'vscode-languageserver';
import type { Host } from '../host';
import type { Schedule } from '../schedule';
import type { Session } from '../session';
import type { Survey } from '../survey';
import { TemplateLints } from './lints';
import { ClientTeller } from './teller';

/** `isTrusted`: whether programs may be run in the workspace. Nothing where the host cannot run cfn-lint. */
export function serveLints(
  connection: Connection,
  host: Host,
  { session, survey, schedule }: { readonly session: Session; readonly survey: Survey; readonly schedule: Schedule },
  isTrusted: boolean,
): TemplateLints | undefined {
  if (!host.linters) return undefined;
  const teller = new ClientTeller(connection, schedule);
  const lints = new TemplateLints({ session, schedule, linters: host.linters, teller, isTrusted, now: host.now });
  // Ours are shown first.
  survey.settled(() => lints.again());
  lints.different(() => survey.again());
  connection.onShutdown(() => lints.end());
  return lints;
}
