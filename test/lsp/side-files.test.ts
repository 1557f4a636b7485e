import { afterEach, expect, it } from 'vitest';
import { type Editor, eventually, openEditor } from './session';

let editor: Editor;
afterEach(() => editor.end());

const template =
  'Parameters: { Stage: { Type: String, AllowedValues: [dev, prod] } }\nResources: { Q: { Type: AWS::SQS::Queue } }\n';
const samconfig =
  '[prod.deploy.parameters]\nstack_name = "orders"\nparameter_overrides = "Stage=prd"\nrole_arn = "arn:aws:iam::111122223333:role/a"\n';
const wrong = '`Stage` of `template.yaml` may not be `prd`; allowed are `dev`, `prod`: prd';

it('a samconfig has its problems on the words, which go when its template takes what is given', async () => {
  editor = await openEditor({ files: { 'template.yaml': template } });
  editor.open('samconfig.toml', samconfig);
  const squiggles = () => editor.squiggles('samconfig.toml');
  expect(await eventually(squiggles, found => found.length > 0)).toEqual([wrong]);
  editor.open('template.yaml', template);
  editor.type('template.yaml', 'dev, prod', 'dev, prd');
  expect(await squiggles()).toEqual([]);
});

it('one on disk says where the template lands, and is read again when it is saved', async () => {
  const mixed = `${samconfig.replaceAll('prd', 'prod')}${samconfig.replaceAll(/pro?d/g, 'dev')}`;
  editor = await openEditor({ files: { 'template.yaml': template, 'samconfig.toml': mixed } });
  const squiggles = () => editor.squiggles('samconfig.toml', mixed);
  expect(await eventually(squiggles, found => found.length > 0)).toEqual(['mixed-environments: dev']);
  await editor.save('samconfig.toml', mixed.replace('111122223333', '444455556666'));
  expect(await eventually(squiggles, found => found.length === 0)).toEqual([]);
  expect(editor.watched.flat()).toContain('**/samconfig*.toml');
});
