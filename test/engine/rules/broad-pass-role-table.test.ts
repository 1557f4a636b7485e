/** The table of verdicts: what a statement allows, decided alike in every format. `golden/broad-pass-role` holds it as templates. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../server/src/engine/text/json';
import { findings } from '../../support/workspace';
import { inTerraform, inYaml } from '../../support/writing';

interface Row {
  readonly id: string;
  readonly file: string;
  readonly right: 'error' | 'warning' | 'info' | 'pass' | 'unresolved';
  readonly why: string;
}

const golden = new URL('../../golden/broad-pass-role/', import.meta.url);
const rows: readonly Row[] = JSON.parse(readFileSync(new URL('index.json', golden), 'utf8'));

/** What the rule must say, in the words of the table: `pass` is silence, or a hint that a statement allows nothing. */
const said: Readonly<Record<Row['right'], string>> = {
  error: 'certain error',
  warning: 'certain warning',
  info: 'certain information',
  pass: 'nothing',
  unresolved: 'possible',
};

describe.each([
  ['JSON', (text: string) => ({ 'template.json': text })],
  ['YAML', (text: string) => ({ 'template.yaml': inYaml(JSON.parse(text) as Json) })],
  [
    'Terraform, policies as JSON',
    (text: string) => ({ 'main.tf.json': inTerraform(JSON.parse(text) as Json, 'json') }),
  ],
  [
    'Terraform, policies as data',
    (text: string) => ({ 'main.tf.json': inTerraform(JSON.parse(text) as Json, 'data') }),
  ],
] as const)('%s', (_, written) => {
  test.each(rows.map(row => [row.id, row.right, row.why, row] as const))('%s %s: %s', (_id, _right, _why, row) => {
    expect(verdict(written(readFileSync(new URL(row.file, golden), 'utf8')))).toBe(said[row.right]);
  });
});

function verdict(documents: Readonly<Record<string, string>>): string {
  const found = findings(documents).filter(
    ({ finding }) => finding.rule === 'broad-pass-role' && finding.severity !== 'hint',
  );
  expect(found.length, found.map(({ finding }) => finding.message).join('\n')).toBeLessThanOrEqual(1);
  const [only] = found;
  if (!only) return 'nothing';
  return only.finding.confidence === 'possible' ? 'possible' : `certain ${only.finding.severity}`;
}
