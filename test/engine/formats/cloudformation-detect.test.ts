import { expect, test } from 'vitest';
import { cloudformation } from '../../../server/src/engine/formats/cloudformation';
import { parse } from '../../../server/src/engine/syntax/parse';
import type { Uri } from '../../../server/src/engine/text/text';

function isTemplate(text: string): boolean {
  return cloudformation.detect(parse({ uri: 'file:///repo/some.yaml' as Uri, text }));
}

test.each([
  'AWSTemplateFormatVersion: "2010-09-09"',
  'Transform: AWS::Serverless-2016-10-31',
  'Transform: [Acme, AWS::Serverless-2016-10-31]',
  'Resources: { B: { Type: AWS::S3::Bucket } }',
  'Resources: { B: { Type: Custom::Thing } }',
  '{"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}',
  'a: 1\n---\nResources: { B: { Type: AWS::S3::Bucket } }',
  'AWSTemplateFormatVersion: "2010-09-09"\n{% for x in y %}\n  - [\n{% endfor %}',
])('a template: %s', text => {
  expect(isTemplate(text)).toBe(true);
});

test.each([
  '',
  'a string',
  '[]',
  'apiVersion: v1\nkind: Pod\nmetadata: { name: x }',
  '{"name": "x", "dependencies": {}}',
  'Resources: [a, b]',
  'Resources: { cpu: { Type: limit } }',
  'service: x\nprovider: { name: aws }\nresources: { Resources: { B: { Type: AWS::S3::Bucket } } }',
  '# AWSTemplateFormatVersion\nx: 1',
])('no template: %s', text => {
  expect(isTemplate(text)).toBe(false);
});
