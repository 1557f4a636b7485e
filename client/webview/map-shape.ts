/** The shape of the map's JSON, as `server/src/account-map.ts` has it. */
import type {
  AccountMap,
  MapAccount,
  MapEdge,
  MapEvidence,
  MapFinding,
  MapMix,
  MapPlace,
  MapRange,
  MapResource,
  MapStack,
} from '../../server/src/account-map';
import { either, flag, listOf, number, object, oneOf, optional, text } from './shapes';

const position = object<MapRange['start']>({ line: number, character: number });
const range = object<MapRange>({ start: position, end: position });
export const mapPlace = object<MapPlace>({ file: text, range });
const evidence = object<MapEvidence>({ file: text, range, message: text });
const tier = oneOf('development', 'test', 'staging', 'production');

const finding = object<MapFinding>({
  file: text,
  range,
  rule: text,
  severity: oneOf('error', 'warning', 'information', 'hint'),
  message: text,
  fingerprint: text,
});

const stack = object<MapStack>({
  id: text,
  name: text,
  file: text,
  format: text,
  region: optional(text),
  environment: optional(text),
  tier: optional(tier),
  evidence: listOf(evidence),
  resources: listOf(text),
  others: optional(number),
});

const account = object<MapAccount>({
  id: either(text, oneOf(null)),
  name: optional(text),
  environment: optional(text),
  tier: optional(tier),
  evidence: listOf(evidence),
  stacks: listOf(stack),
  outside: listOf(text),
});

const resource = object<MapResource>({
  id: text,
  name: text,
  type: text,
  kind: text,
  environment: optional(text),
  tier: optional(tier),
  file: optional(text),
  range: optional(range),
  findings: listOf(finding),
});

const edge = object<MapEdge>({
  from: text,
  to: text,
  how: text,
  certain: flag,
  crosses: flag,
  becomes: flag,
  message: text,
  because: listOf(mapPlace),
});

const mix = object<MapMix>({
  account: either(text, oneOf(null)),
  environments: listOf(text),
  finding: text,
  message: text,
});

export const accountMap = object<AccountMap>({
  version: oneOf(1),
  accounts: listOf(account),
  resources: listOf(resource),
  edges: listOf(edge),
  mixes: listOf(mix),
  moreEdges: optional(number),
});
