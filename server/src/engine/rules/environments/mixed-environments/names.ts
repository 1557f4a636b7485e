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

/** The end of a document's path from where it is another one than the other's. Undefined for the same document. */
function ownPath(document: Uri, other: Uri): string | undefined {
  if (document === other) return undefined;
  const [own, others] = [document.split('/'), other.split('/')];
  const length = own.findIndex((_, i) => own.at(-1 - i) !== others.at(-1 - i)) + 1;
  return pathBeside(`${own.slice(0, -length).join('/')}/` as Uri, document);
}
