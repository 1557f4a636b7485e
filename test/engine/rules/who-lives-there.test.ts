// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's templates.
/** A side of a mix is who is made there: what speaks for nobody is none, and what is made elsewhere counts by what is said of it. */
import { describe, expect, it, test } from 'vitest';
import { type Documents, findings } from '../../support/workspace';

/** Severity, path and the text under the squiggle. */
function mixes(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments')
    .map(({ finding, path, text }) => `${finding.severity} ${path} ${text}`);
}

function terraform(files: Readonly<Record<string, object>>): Documents {
  return Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
}

const queue = { resource: { aws_sqs_queue: { q: { name: 'orders' } } } };
const monitor = { resource: { datadog_monitor: { m: { name: 'orders' } } } };

describe('what speaks for nobody', () => {
  const calling = (module: object) =>
    terraform({
      'main.tf.json': {
        provider: { aws: {}, datadog: {} },
        module: { prod: { source: './m' }, dev: { source: './m' } },
      },
      'm/main.tf.json': module,
    });

  test('are modules with nothing of AWS in them', () => {
    expect(mixes(calling(queue))).toEqual(['warning main.tf.json "dev"']);
    expect(mixes(calling(monitor))).toEqual([]);
    expect(mixes(calling({ output: { name: { value: 'orders' } } }))).toEqual([]);
  });

  const tagging = (others: object) =>
    terraform({
      'main.tf.json': {
        provider: { aws: { default_tags: { tags: { Environment: 'dev' } } } },
        resource: {
          aws_sqs_queue: { a: { tags: { Environment: 'prod' } }, b: { tags: { Environment: 'prod' } } },
          ...others,
        },
      },
    });

  test('is a default tag that every resource overrides', () => {
    expect(mixes(tagging({}))).toEqual([]);
    expect(mixes(tagging({ aws_sns_topic: { silent: {} } }))).toEqual(['warning main.tf.json "silent"']);
  });

  it('is not what bulkhead.yaml says, for that is what tags are held against', () => {
    const settings = 'version: 1\ndeployments:\n  - { files: "*.json", environment: development }\n';
    const tagged = {
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'Env', Value: 'prod' }] } } },
    };
    expect(mixes({ 'a.json': JSON.stringify(tagged), 'bulkhead.yaml': settings })).toHaveLength(1);
  });
});
