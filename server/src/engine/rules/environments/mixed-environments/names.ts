import { spelled } from '../../../analysis/environments/environments';
import type { Resident } from '../../../analysis/environments/residents';
import type { Uri } from '../../../text/text';
import { pathBeside } from '../../../text/uri';

/** What a person calls a resident: with its stack, where it is known; stacks of one app often hold resources of the same name. */
export function nameOf({ label, landing, resource, claim }: Resident): string {
  if (landing?.name !== undefined)
    return label.endsWith(landing.name) ? `\`${label}\`` : `\`${label}\` of \`${landing.name}\``;
  return resource || claim.source === 'module' ? `\`${label}\`` : `what \`${label}\` makes`;
}

/** The name of `resident`, told apart from `other`: one address is in several folders, one template lands several times. */
export function nameBeside(resident: Resident, other: Resident): string {
  const name = nameOf(resident);
  if (name !== nameOf(other)) return name;
  const { text } = resident.claim;
  const path = ownPath(resident.at.uri, other.at.uri);
  return path === undefined ? `${name} as \`${spelled(text)}\`` : `${name} of \`${path}\``;
}

/** A document's path in the folder that both are in. Undefined for the same document. */
function ownPath(document: Uri, other: Uri): string | undefined {
  if (document === other) return undefined;
  const [own, others] = [document.split('/'), other.split('/')];
  const common = own.findIndex((segment, i) => segment !== others[i]);
  return pathBeside(`${own.slice(0, common).join('/')}/` as Uri, document);
}
