/** Whom a function's own policy lets change what runs in it. */

import type { EdgeGroup } from '../access-graph';
import { askBoth } from '../data/both-policies';
import { functionTypes } from '../data/message-kinds';
import type { Entry } from '../directory/entries';
import type { Reader } from '../reader';

const methods = [
  ['lambda:UpdateFunctionCode', 'change-function-code'],
  ['lambda:UpdateFunctionConfiguration', 'change-function-configuration'],
] as const;

/** Of an Allow there, to whomever: any of these. */
export const codeActions: readonly string[] = methods.map(([action]) => action);
export const changesCode = 'may change what runs in';

export function* codeByPolicy(reader: Reader): Iterable<EdgeGroup> {
  for (const entry of reader.directory.naming(reader.principal.id).entries) {
    if (functionTypes.has(entry.resource.type)) yield* changesOf(entry, reader);
  }
}

function* changesOf(entry: Entry, reader: Reader): Iterable<EdgeGroup> {
  for (const [action, method] of methods) {
    const isCode = method === 'change-function-code';
    const found = isCode && entry.takesUnsigned === 'no' ? undefined : askBoth(action, FORM, entry, reader);
    if (!found) continue;
    yield {
      targets: [entry.resource.id],
      how: 'changes-code',
      method,
      certain: found.isSure && (!isCode || entry.takesUnsigned === 'yes'),
      says: changesCode,
      asked: [found.request],
      because: found.because,
      conditions: found.conditions,
    };
  }
}

const FORM = 'arn:*:lambda:*:*:function:*';
