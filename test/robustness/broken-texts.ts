/** Characters, names and lines that do not belong where they stand. */
import type { Documents } from '../support/workspace';
import { bad, bucket, policy, yaml } from './templates';

export const brokenTexts: Readonly<Record<string, Documents>> = {
  'tabs behind': { 'a.yaml': `${yaml}\tX:\n\t\tType: AWS::S3::Bucket\n` },
  'tabs for spaces': { 'a.yaml': yaml.replace(/^ +/gm, spaces => '\t'.repeat(spaces.length / 2)) },
  'NUL behind': {
    'a.yaml': `${yaml}\0\n  Y:\n${bucket}`,
    'b.json': `${JSON.stringify({ Resources: { Bad: bad } })}\0\0`,
  },
  'halves of characters': {
    'a.yaml': yaml.replace('Bad', 'B\ud800d'),
    'b.json': JSON.stringify({ Resources: { 'B\udfffd': bad } }).replaceAll('\\udfff', '\udfff'),
  },
  'byte order marks': {
    'a.yaml': `\ufeff${yaml}`,
    'b.json': `\ufeff${JSON.stringify({ Resources: { Bad: bad } })}`,
    'c.yaml': `\ufeff\ufeff${yaml}`,
  },
  'carriage returns alone': { 'a.yaml': yaml.replaceAll('\n', '\r') },
  'a name of 200,000 letters': { 'a.yaml': `${yaml}  ${'k'.repeat(200_000)}: {}\n` },
  'names of the language': {
    'a.yaml':
      yaml +
      ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
        .map(name => yaml.slice(yaml.indexOf('  Bad')).replace('Bad', name))
        .join(''),
  },
  'names of the language everywhere': {
    'a.json': `{"__proto__":{},"constructor":1,"Parameters":{"__proto__":{"Default":"*"}},"Mappings":{"__proto__":{"toString":{"valueOf":"x"}}},"Conditions":{"__proto__":{"Condition":"constructor"}},"Outputs":{"__proto__":{"Value":{"Ref":"__proto__"}}},"Resources":{"Bad":${JSON.stringify(bad)},"constructor":{"Type":"AWS::IAM::Role","Condition":"__proto__","Properties":{"__proto__":{},"RoleName":{"Ref":"toString"},"Tags":[{"Key":"__proto__","Value":{"Fn::FindInMap":["__proto__","toString","valueOf"]}}]}},"toString":{"Type":"AWS::Lambda::Function","Properties":{"Role":{"Fn::GetAtt":["constructor","__proto__"]},"Environment":{"Variables":{"__proto__":"prod","constructor":1}}}},"valueOf":{"Type":"__proto__"}}}`,
    'main.tf.json': `{"__proto__":{},"locals":{"__proto__":1},"variable":{"__proto__":{},"toString":{"default":"*"}},"provider":{"__proto__":{},"aws":{"alias":"__proto__"}},"module":{"__proto__":{"source":"./__proto__"}},"resource":{"constructor":{"a":{}},"aws_iam_policy":{"__proto__":{"policy":${JSON.stringify(JSON.stringify(policy))}}},"aws_s3_bucket":{"valueOf":{"bucket":"\${constructor(1)}\${data.__proto__.x}\${module.__proto__.o}\${each.__proto__}\${local.__proto__}","tags":{"__proto__":"prod"}}}}}`,
    'plan.json': `{"format_version":"1.2","variables":{"__proto__":{}},"resource_changes":[{"address":"aws_iam_policy.__proto__","mode":"managed","type":"aws_iam_policy","name":"__proto__","change":{"actions":["create"],"after":{"__proto__":1,"policy":${JSON.stringify(JSON.stringify(policy))}},"after_unknown":{"__proto__":true}}},{"address":"__proto__","type":"__proto__","name":"constructor","change":{"actions":["__proto__"]}}],"configuration":{"provider_config":{"__proto__":{}},"root_module":{"module_calls":{"__proto__":{"module":{}}}}}}`,
  },
  'a merge conflict': { 'a.yaml': `${yaml}<<<<<<< HEAD\n  X:\n${bucket}=======\n  Y:\n${bucket}>>>>>>> other\n` },
  'a template for templates': { 'a.yaml': `{% set a = 1 %}\n${yaml}  {{ x }}:\n${bucket}{% endfor %}\n` },
};
