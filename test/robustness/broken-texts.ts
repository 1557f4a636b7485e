/** Characters, names and lines that do not belong where they stand. */
import type { Documents } from '../support/workspace';
import { bad, bucket, yaml } from './templates';

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
  'a merge conflict': { 'a.yaml': `${yaml}<<<<<<< HEAD\n  X:\n${bucket}=======\n  Y:\n${bucket}>>>>>>> other\n` },
  'a template for templates': { 'a.yaml': `{% set a = 1 %}\n${yaml}  {{ x }}:\n${bucket}{% endfor %}\n` },
};
