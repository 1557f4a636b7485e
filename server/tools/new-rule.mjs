/**
 * Begins a rule: a folder with its logic and its page, and everything that is generated from them.
 *
 *     npm run new-rule iam/trusts-anyone
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = dirname(fileURLToPath(import.meta.url));
const rules = join(tools, '..', 'src', 'engine', 'rules');

const name = process.argv[2] ?? '';
if (!/^[a-z]+\/[a-z]+(-[a-z]+)*$/.test(name)) fail('say it as topic/id: npm run new-rule iam/trusts-anyone');
const folder = join(rules, name);
if (existsSync(folder)) fail(`${relative(process.cwd(), folder)} is there already`);

const id = name.split('/')[1] ?? '';
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'index.ts'), logic(id));
writeFileSync(join(folder, 'page.md'), page(id));
execFileSync(process.execPath, [join(tools, 'rules.mjs')]);
console.log(
  `${relative(process.cwd(), folder)}: write page.md, watch \`npx vitest run test/rules.test.ts\` fail, write index.ts`,
);

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(2);
}

/** @param {string} id */
function logic(id) {
  return `import { rule } from '../../rule';

/** Reports … */
export default rule({
  id: '${id}',
  severity: 'warning',
  looksAt: 'resource',

  *check({ resource }) {
    if (resource.name?.parts[0] !== 'wrong') return;
    yield { message: 'this name is wrong', at: resource.name.at };
  },
});
`;
}

/** @param {string} id */
function page(id) {
  return `# ${id}

One sentence: what is wrong, and what it lets happen.

## Wrong in CloudFormation

\`\`\`yaml template.yaml
Resources:
  Example:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: wrong
      #           ^^^^^ warning ${id}: this name is wrong
\`\`\`

## Wrong in Terraform

\`\`\`json main.tf.json
{
  "resource": {
    "aws_s3_bucket": {
      "example": {
        "bucket": "wrong"
        //        ^^^^^^^ warning ${id}
      }
    }
  }
}
\`\`\`

## Left open: a parameter decides

\`\`\`yaml template.yaml
Parameters:
  Name: { Type: String }
Resources:
  Example:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Name
\`\`\`

## Allowed: another name

\`\`\`yaml template.yaml
Resources:
  Example:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: right
\`\`\`
`;
}
