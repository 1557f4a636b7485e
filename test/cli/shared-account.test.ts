/** Three tools that deploy into one account, each of which says so in its own way; and the same apart. */
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleFiles, expectedIn, lookedFor } from '../support/examples';
import { type Bulkhead, built, type Folder, folder } from './command-line';

const shared = exampleFiles('shared-account');

let bulkhead: Bulkhead;
let here: Folder;
beforeAll(async () => {
  bulkhead = await built();
  here = await folder(shared);
});

interface Place {
  readonly file: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Reported extends Place {
  readonly rule: string;
  readonly severity: string;
  readonly related: readonly (Place & { readonly message: string })[];
}

async function checked(where: Folder): Promise<{ status: number | null; findings: readonly Reported[] }> {
  const { status, out } = await bulkhead(where, ['check', '--format', 'json']);
  return { status, findings: (JSON.parse(out) as { findings: readonly Reported[] }).findings };
}

/** What stands at a place; it must be there. */
function textAt({ file, range: { start, end } }: Place): string {
  const lines = shared[file]!.split('\n').slice(start.line, end.line + 1);
  const last = lines.length === 1 ? end.character - start.character : end.character;
  return [lines[0]!.slice(start.character), ...lines.slice(1)]
    .join('\n')
    .slice(0, lines.length === 1 ? last : undefined);
}

describe('a CDK app, a SAM application and Terraform in one account', () => {
  it('are three findings, where the comments say', async () => {
    const { status, findings } = await checked(here);
    expect(status).toBe(1);
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'error']);
    const found = findings.map(({ rule, file, range }) => ({ rule, file, line: range.start.line }));
    expect(found).toEqual(expectedIn(shared));
  });

  it('have related places that show what is said of them', async () => {
    const { findings } = await checked(here);
    for (const { message, ...place } of findings.flatMap(({ related }) => related)) {
      if (/^(?:synthesised|planned) here$/.test(message)) expect(textAt(place)).not.toBe('');
      else expect(textAt(place), message).toContain(lookedFor(message));
    }
  });

  it('are proved by evidence of three kinds', async () => {
    const { findings } = await checked(here);
    const grounds = findings.map(({ related }) =>
      related
        .filter(({ message }) => message.includes('lands in account'))
        .map(place => `${place.file} ${textAt(place)}`)
        .sort(),
    );
    const production = 'website-cdk/cdk.out/assembly-Prod/manifest.json "aws://222233334444/eu-west-1"';
    expect(grounds).toEqual([
      ['invoices-sam/samconfig.toml "arn:aws:iam::222233334444:role/invoices-deployer"', production],
      ['shipments-terraform/main.tf allowed_account_ids = ["222233334444"]', production],
      [production, production.replace('Prod', 'Staging')],
    ]);
  });

  it('are shown with their lines, and with those to which they are related', async () => {
    const { out } = await bulkhead(here, ['check', '--no-color']);
    for (const { file, line } of expectedIn(shared)) {
      expect(out).toContain(`--> ${file}:${line + 1}:`);
      expect(out).toContain(`${line + 1} | ${shared[file]!.split('\n')[line]}`);
    }
    expect(out).toMatch(/`invoices-dev` lands in account `222233334444`: invoices-sam\/samconfig\.toml:6:12/);
    expect(out).toMatch(/3 errors in \d+ documents/);
  });
});

it('the same in accounts of their own are silent', async () => {
  const { status, findings } = await checked(await folder(exampleFiles('separate-accounts')));
  expect({ status, findings }).toEqual({ status: 0, findings: [] });
});
