import { readFile } from 'node:fs/promises';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployer } from '../lsp/templates';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
let valid: ValidateFunction;
beforeAll(async () => {
  bulkhead = await built();
  valid = await schema();
});

/** The schema of OASIS, as Microsoft's `@microsoft/jest-sarif` 1.0.0-beta.0 brings it (MIT). */
async function schema(): Promise<ValidateFunction> {
  const text = await readFile(new URL('sarif-2.1.0-rtm.5.schema.json', import.meta.url), 'utf8');
  // Of draft 4, it uses nothing that later drafts read differently, besides the name of `id`.
  const { $schema, id, ...rest } = JSON.parse(text);
  expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('sarif-2.1.0')]);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  (formats as unknown as (ajv: Ajv) => void)(ajv);
  return ajv.compile(rest);
}

async function sarif(where: Folder, ...args: string[]) {
  const { out } = await bulkhead(where, ['check', '--format', 'sarif', ...args]);
  const log = JSON.parse(out);
  valid(log);
  expect(valid.errors ?? []).toEqual([]);
  return log.runs[0];
}

describe('SARIF', () => {
  it('places each result, says how to mend it, and how it is told apart', async () => {
    const run = await sarif(await folder({ 'stacks/a b#.yaml': deployer() }));
    expect(run.tool.driver).toMatchObject({ name: 'Bulkhead', version: expect.stringMatching(/^\d/) });
    const [result] = run.results;
    expect(result).toMatchObject({
      ruleId: 'broad-pass-role',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'stacks/a%20b%23.yaml' },
            region: { startLine: 10, startColumn: 25, endLine: 10, endColumn: 37 },
          },
          logicalLocations: [{ name: 'Deployer' }],
        },
      ],
      partialFingerprints: { 'bulkhead/v1': expect.stringMatching(/^[0-9a-f]+$/) },
      suppressions: [],
      properties: { confidence: 'certain' },
    });
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe('broad-pass-role');
    expect(result.fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toEqual(expect.any(String));
  });

  it('tells a path step by step', async () => {
    const run = await sarif(await folder({ 'a.yaml': deployer() }));
    const [{ codeFlows, message }] = run.results;
    const steps = codeFlows[0].threadFlows[0].locations.map(
      (step: { location: { message: { text: string } } }) => step.location.message.text,
    );
    expect(steps[0]).toBe(message.text);
    expect(steps.length).toBeGreaterThan(2);
  });

  it('explains every rule', async () => {
    const run = await sarif(await folder());
    for (const rule of run.tool.driver.rules) {
      expect(rule.shortDescription.text.length).toBeGreaterThan(20);
      expect(rule.help.markdown).toMatch(/^# /);
      expect(rule.helpUri).toMatch(/^https:.*\.md$/);
    }
  });

  it('keeps what the author allowed, with the reason', async () => {
    const allowed = deployer().replace('iam:PassRole', 'iam:PassRole # bulkhead allow broad-pass-role: break-glass');
    const inSource = await sarif(await folder({ 'a.yaml': allowed }));
    expect(inSource.results[0].suppressions).toEqual([{ kind: 'inSource', justification: 'break-glass' }]);
    const settings = 'version: 1\nallow: [{ rule: broad-pass-role, reason: break-glass }]\n';
    const external = await sarif(await folder({ 'a.yaml': deployer(), 'bulkhead.yaml': settings }));
    expect(external.results[0].suppressions).toEqual([{ kind: 'external', justification: 'break-glass' }]);
  });

  it('says what could not be read', async () => {
    const run = await sarif(await folder({ 'a.yaml': 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n  B: [\n' }));
    const [{ toolExecutionNotifications: said }] = run.invocations;
    expect(said[0]).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a.yaml' } } }],
    });
    expect(run.results).toEqual([]);
  });
});
