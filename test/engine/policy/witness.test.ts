/** A witness is a request that AWS can make: each key holds what that key can hold. */
import { describe, expect, test } from 'vitest';
import { isEmpty, witness } from '../../../server/src/engine/policy/witness';
import { allowed } from '../../support/policies';
import { statement, type WrittenStatement } from '../../support/statements';

type Condition = NonNullable<WrittenStatement['Condition']>;

const everything = { Action: '*', Resource: '*' };
const granted = (...written: readonly WrittenStatement[]) => allowed(written.map(statement));
const allow = (condition: Condition): WrittenStatement => ({ ...everything, Condition: condition });
const deny = (condition: Condition): WrittenStatement => ({ ...allow(condition), Effect: 'Deny' });

describe('the time of a request', () => {
  test('is counted in seconds by aws:EpochTime', () => {
    const later = granted(allow({ NumericGreaterThan: { 'aws:EpochTime': '1900000000' } }));
    expect(witness(later)?.context['aws:EpochTime']).toMatch(/^19\d{8}$/);
    const dated = granted(allow({ DateGreaterThan: { 'aws:EpochTime': '2030-01-01T00:00:00Z' } }));
    expect(witness(dated)?.context['aws:EpochTime']).toBe('1893456001');
    expect(isEmpty(granted(everything, deny({ NumericGreaterThan: { 'aws:EpochTime': '2' } })))).toBe('yes');
    expect(isEmpty(granted(allow({ DateLessThan: { 'aws:EpochTime': '2020-01-01T00:00:00Z' } })))).toBe('yes');
    expect(isEmpty(granted(allow({ NumericLessThan: { 'aws:EpochTime': '1577836800' } })))).toBe('yes');
  });

  test('is written out by aws:CurrentTime', () => {
    const later = granted(allow({ DateGreaterThan: { 'aws:CurrentTime': '1893456000' } }));
    expect(witness(later)?.context['aws:CurrentTime']).toMatch(/^2030-01-01T/);
    expect(isEmpty(granted(allow({ NumericGreaterThan: { 'aws:CurrentTime': '2' } })))).toBe('yes');
  });
});
