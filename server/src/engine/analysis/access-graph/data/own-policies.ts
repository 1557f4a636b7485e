/** What a principal's own policies decide alone: data that has none which could keep it out. */
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import type { Text } from '../../../model/text';
import { intersect, literalIgnoringCase } from '../../../policy/language';
import { type Given, languageOf } from '../../../policy/reading';
import { type Request, type RequestSet, requests } from '../../../policy/request-set';
import { witness } from '../../../policy/witness';
import { ask, placeOf } from '../../escalation/asking';
import { contextOf } from '../../escalation/contexts';
import { knownTarget } from '../../escalation/target';
import { readable } from '../../permissions/iam-names';
import type { Grant } from '../../permissions/permissions';
import type { EdgeGroup, NodeId } from '../access-graph';
import { demandsInWords } from '../conditions';
import { classesIn } from '../directory/classes';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import { patternsIn } from '../directory/patterns';
import { regionsAsked } from '../directory/regions';
import { isPlain, isUnlimited, type Meant, type Reader, touching } from '../reader';
import { dataWords, type Spec } from './data-kinds';
import { arnsMeant, givenBy, partMeant, suffixWritten } from './data-requests';

interface Decision {
  readonly isCertain: boolean;
  /** Of the one that was asked about: of a function, it may name a version that no Deny names. */
  readonly resource?: Request['resource'];
  readonly context: Request['context'];
  readonly demands: readonly PolicyStatement[];
}

const none: readonly never[] = [];

/** By the words of classes. */
export type Decided = Map<string, Decision | undefined>;

export function* touchesFree(
  spec: Spec,
  meant: Meant,
  list: List,
  isNear: boolean,
  decided: Decided,
  reader: Reader,
): Iterable<EdgeGroup> {
  const { grant, pattern } = meant;
  const { action, kind } = spec;
  if (isPlain(grant, pattern) && !kind.arn.includes('^') && isUnlimited(action, reader, touching)) {
    yield edgeOf(spec, meant, isNear, list.ids);
    return;
  }
  const part = kind.arn.includes('~') ? pattern : undefined;
  for (const { ids, one, word } of classesIn(list, action, kind.arn, !pattern.isPlain, reader, touching, part)) {
    if (!decided.has(word)) decided.set(word, decide(spec, meant, one, reader));
    const answer = decided.get(word);
    if (!answer) continue;
    const { resource, context, demands } = answer;
    const edge = edgeOf(spec, meant, isNear && answer.isCertain, ids);
    const named = ids.length === 1 && resource !== undefined && isVersioned(spec) ? { resource } : {};
    const asked = [{ ...edge.asked[0]!, ...named, context }];
    yield { ...edge, asked, conditions: demandsInWords([grant.statement, ...demands]) };
  }
}

/** It is asked for by its name alone, or with that of a version. */
function isVersioned({ kind }: Spec): boolean {
  return kind.types.some(type => /lambda.*function/i.test(type));
}

function edgeOf(
  { how, action, kind }: Spec,
  { grant, pattern }: Meant,
  certain: boolean,
  targets: readonly NodeId[],
): EdgeGroup {
  const part = partMeant(pattern, kind);
  const says = kind.says ?? dataWords[how];
  return {
    targets,
    how,
    method: kind.method,
    certain,
    says: part === undefined || kind.says ? says : `${says} \`${part}\` of`,
    asked: [part === undefined ? { action, context: {} } : { action, context: {}, part }],
    because: [placeOf(grant, action)],
    conditions: none,
  };
}

/** Whether this grant allows it, whatever others do: in one of its regions, which is asked for there. */
function decide(spec: Spec, meant: Meant, entry: Entry, reader: Reader): Decision | undefined {
  const { grant, pattern, regions } = meant;
  const [first, ...others] = regionsAsked(pattern, regions, () => [grant.statement, ...reader.limits()]);
  const { given } = reader.permissions;
  if (first === undefined) return decideAt(given, regions, spec, meant, entry, reader);
  let open: Decision | undefined;
  for (const region of [first, ...others]) {
    const found = decideAt({ ...given, region }, [region], spec, meant, entry, reader);
    if (found?.isCertain) return found;
    open ??= found;
  }
  return open;
}

function decideAt(
  place: Given,
  regions: Meant['regions'],
  spec: Spec,
  meant: Meant,
  { resource }: Entry,
  reader: Reader,
): Decision | undefined {
  const { action, kind } = spec;
  const { grant, pattern } = meant;
  const { permissions, index } = reader;
  const asker = { ...reader.dataAsker(), byAction: new Map([[action, [grant]]]) };
  const current = index.resource(resource.id) ?? resource;
  const given = givenBy(pattern, place);
  const known = knownTarget(current, 'known', permissions.given, index);
  const context = contextOf({ context: known.context, regions }, action, asker);
  const step = { actions: [action], on: 'data' } as const;
  const form = withSuffix(kind.arn, current, meant, reader);
  const surely = arnsMeant(pattern, { ...kind, arn: form }, current, given);
  const answer = ask(asker, { step, action, resource: surely, context });
  if (answer) {
    const { request, demands = none } = answer.hop;
    return { isCertain: answer.isCertain, resource: request.resource, context: request.context, demands };
  }
  const meanable = languageOf(withDefaults(pattern.text), 'pattern', given).possible;
  const atMost = intersect(arnsMeant(pattern, { ...kind, arn: form }, current, given, true), meanable);
  return mayBeAllowed(grant, requests({ action: literalIgnoringCase(action), resource: atMost, context }), reader);
}

/** Where a parameter that nobody gave a value, or AWS, decides whether it is this one. */
function mayBeAllowed(grant: Grant, asked: RequestSet, { permissions }: Reader): Decision | undefined {
  const { possible } = permissions.granted(grant, asked);
  const request = witness(possible, {}, permissions.effort.budget());
  return request && { isCertain: false, context: readable(request).context, demands: none };
}

/** As it is deployed if nobody sets a parameter; those whose values are listed may be any of these. */
function withDefaults(text: Text): Text {
  const parts = text.parts.map(part => (typeof part === 'string' || part.oneOf ? part : (part.default ?? part)));
  return { ...text, parts };
}

/** A secret's ARN ends with what policies write of it; where they write nothing, with anything. */
function withSuffix(form: string, resource: Resource, { grant, pattern }: Meant, reader: Reader): string {
  if (pattern.refersTo !== undefined) return form;
  const statements = [grant.statement, ...reader.limits()];
  const suffix = suffixWritten(resource, form, statements.flatMap(patternsIn));
  return suffix === undefined ? form : form.replace('??????', suffix);
}
