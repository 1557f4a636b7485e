/** Names that would be markup, script or a diagram's syntax, if they were anything but text. */
import type { AccountMap } from '../../server/src/account-map';
import { account, edge, mapOf, place, role, stack, table } from './writing-maps';

export const hostileNames = [
  '<img src=x onerror=alert(1)>',
  '"]; click A javascript:alert(1)',
  '</script><script>alert(1)</script>',
  '</title></style><svg onload=alert(1)>',
  '<!-- <script>',
  '\u2028alert(1)\u2029',
  '\u202Eevil \u0000\u001b[31m \ud800',
  '`code` #quot; ${x} {{y}} &lt;b&gt;',
  "' onmouseover='alert(1)",
  'end\nsubgraph x\n%%{init: {}}%%',
  '__proto__',
  'constructor',
  '<![CDATA[ ]]> x',
] as const;

const resources = hostileNames.map((name, i) => (i % 2 === 0 ? role(name) : table(name)));

export const hostileMap: AccountMap = mapOf({
  accounts: [
    account(
      '1',
      'production',
      [stack(hostileNames[0], hostileNames.slice(0, 6), { name: hostileNames[2], region: hostileNames[1] })],
      {
        name: hostileNames[0],
        environment: hostileNames[3],
        evidence: [{ message: hostileNames[0], ...place(`${hostileNames[1]}.yaml`) }],
      },
    ),
    account(hostileNames[1], 'development', [stack(hostileNames[1], hostileNames.slice(6))]),
  ],
  resources: resources.map(resource => ({
    ...resource,
    type: hostileNames[0],
    kind: hostileNames[1],
    findings: [
      {
        rule: hostileNames[0],
        severity: 'error',
        message: hostileNames[3],
        fingerprint: hostileNames[2],
        ...place(hostileNames[2]),
      },
    ],
  })),
  edges: hostileNames.map((name, i) =>
    edge(name, name, hostileNames[(i + 7) % hostileNames.length]!, { crosses: i % 2 === 0, message: name }),
  ),
  mixes: [
    {
      account: '1',
      environments: [hostileNames[0], hostileNames[1]],
      finding: hostileNames[2],
      message: hostileNames[0],
    },
  ],
});
