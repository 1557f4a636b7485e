import { describe, expect, it } from 'vitest';
import type { Documents } from '../../support/workspace';
import { goldenFiles, here, snapshotWith, written } from '../../support/written';

const shop = (app: string) => goldenFiles('cdk/written', app);

const known = 'synthesised here';
const construct = 'synthesised here; of the source only the construct is known, not the statement';

describe('what `cdk synth` of 2.1148.1 wrote', () => {
  const places = [
    {
      rule: 'broad-pass-role',
      at: "lib/build-stack.ts:9 const builder = new Role(this, 'Builder', {",
      remark: construct,
    },
    { rule: 'broad-pass-role', at: "lib/deploy-stack.ts:16 actions: ['iam:PassRole'],", remark: known },
    { rule: 'broad-pass-role', at: "lib/legacy-stack.ts:20 Statement: [{ Effect: 'Allow', Action", remark: known },
    { rule: 'broad-pass-role', at: 'lib/worker.ts:16 worker.addToRolePolicy(new PolicyStatement(', remark: known },
  ];
  const shortened = (files: Documents) =>
    written(snapshotWith(files)).map(one => {
      const { at = '' } = places.find(({ at }) => one.at.startsWith(at)) ?? one;
      return { ...one, at };
    });

  it('stands where the statement is written, or else at the construct', () => {
    expect(shortened(shop(here))).toEqual(places);
  });

  it('stands there too when the app ran on another machine', () => {
    expect(shortened(shop('/builds/7/shop'))).toEqual(places);
    expect(shortened(shop('C:\\\\build agent\\\\shop'))).toEqual(places);
  });

  it('stands there when no paths were written into the templates', () => {
    const files = shop(here);
    const path = 'cdk.out/Deploy.template.json';
    expect(shortened({ ...files, [path]: files[path]!.replaceAll('"aws:cdk:path"', '"path"') })).toEqual(places);
  });

  it('stays in the template when the sources are not there', () => {
    const generated = Object.entries(shop(here)).filter(([path]) => !path.endsWith('.ts'));
    const found = written(snapshotWith(Object.fromEntries(generated)));
    expect(found.map(({ at }) => at.split(':')[0])).toEqual([
      'cdk.out/Build.template.json',
      'cdk.out/Deploy.template.json',
      'cdk.out/DeployInnerB7E1876E.nested.template.json',
      'cdk.out/Legacy.template.json',
    ]);
  });

  it('has no fix but one that lasts', () => {
    const snapshot = snapshotWith(shop(here));
    const fixes = snapshot.sources().flatMap(uri => snapshot.findings(uri).flatMap(({ fixes }) => fixes));
    expect(new Set(fixes.map(({ id }) => id))).toEqual(new Set(['allow']));
    for (const fix of fixes) {
      const edits = snapshot.edits(fix)?.edits ?? new Map();
      expect([...edits.keys()]).toEqual(['file:///workspace/bulkhead.yaml']);
    }
  });

  it('says when the source was changed since', () => {
    const files = shop(here);
    const at = (source: number) => {
      const times = Object.keys(files).map(path => [path, path === 'lib/worker.ts' ? source : 10_000] as const);
      return written(snapshotWith(files, Object.fromEntries(times))).find(one => one.at.startsWith('lib/worker.ts'));
    };
    expect(at(11_000)?.remark).toBe(known);
    expect(at(20_000)?.remark).toBe(
      `${known}; the source is newer, so its lines may have moved: \`cdk synth\` brings this up to date`,
    );
  });
});

/** A stack `Shop` with a role that may pass any role, and what its metadata says of constructs. */
function assembly(metadata: object, { path = 'Shop/Role/Resource', statements = [] as object[], inline = false } = {}) {
  const stack = {
    type: 'aws:cloudformation:stack',
    properties: { templateFile: 'Shop.template.json' },
    displayName: 'Shop',
    ...(inline ? { metadata } : { additionalMetadataFile: 'Shop.metadata.json' }),
  };
  const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {},
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [...statements, pass] } }],
    },
    Metadata: { 'aws:cdk:path': path },
  };
  return {
    'cdk.json': '{}',
    'cdk.out/manifest.json': JSON.stringify({ version: '55.0.0', artifacts: { Shop: stack } }),
    'cdk.out/Shop.template.json': JSON.stringify({ Resources: { Role: role } }),
    'cdk.out/Shop.metadata.json': JSON.stringify(metadata),
  };
}

const created = (...frames: string[]) => [{ type: 'aws:cdk:creationStack', data: frames }];
const onlyPlace = (files: Documents) => written(snapshotWith(files)).map(({ at, remark }) => [at, remark]);

describe('a trace', () => {
  const python = [
    'class Shop(Stack):',
    '    def __init__(self, scope, id):',
    '        super().__init__(scope, id)',
    '        role = iam.Role(self, "Role", assumed_by=iam.AccountRootPrincipal())',
    '        # pass any role: "iam:PassRole"',
    '        role.add_to_policy(iam.PolicyStatement(',
    '            actions=["iam:PassRole"],',
    '            resources=["*"],',
    '        ))',
    '',
  ].join('\n');

  it('of Python has no columns', () => {
    const files = assembly({
      '/Shop/Role/Resource': created('...Role in aws-cdk-lib...', `__init__ (${here}/shop.py:4)`),
    });
    expect(onlyPlace({ ...files, 'shop.py': python })).toEqual([['shop.py:7 actions=["iam:PassRole"],', known]]);
  });

  it('of an older library stands in the manifest, in its own frames first', () => {
    const trace = [
      `new Role (${here}/node_modules/aws-cdk-lib/aws-iam/lib/role.js:1:9931)`,
      `new Shop (${here}/lib/shop.js:2:5)`,
    ];
    const entry = { type: 'aws:cdk:logicalId', data: 'Role', trace };
    const files = assembly({ '/Shop/Role/Resource': [entry] }, { inline: true });
    const source = "class Shop {\n    new Role(this, 'Role', policies());\n}\n";
    expect(onlyPlace({ ...files, 'lib/shop.js': source })).toEqual([
      ["lib/shop.js:2 new Role(this, 'Role', policies());", construct],
    ]);
  });

  it('of a later assignment comes before that of the construct', () => {
    const assignment = { propertyName: 'Policies', stackTrace: [`<anonymous> (${here}/app.mjs:3:6)`] };
    const files = assembly({
      '/Shop/Role/Resource': [
        ...created(`<anonymous> (file://${here}/app.mjs:1:14)`),
        { type: 'aws:cdk:propertyAssignment', data: assignment },
      ],
    });
    const source = "const role = new CfnRole(stack, 'Role', {});\n\nrole.addPropertyOverride('Policies', passing);\n";
    expect(onlyPlace({ ...files, 'app.mjs': source })).toEqual([
      ["app.mjs:3 role.addPropertyOverride('Policies', passing);", construct],
    ]);
  });

  it('that the library cut is that of the nearest construct with one', () => {
    const cut = created('...aws-cdk-lib...', '(no user code in 10 frames, use --stack-trace-limit to capture more)');
    const files = assembly(
      {
        '/Shop/Api/ServiceRole/Resource': cut,
        '/Shop/Api/Resource': created(`new Shop (${here}/shop.ts:1:1)`),
        '/Shop': cut,
      },
      { path: 'Shop/Api/ServiceRole/Resource' },
    );
    expect(onlyPlace({ ...files, 'shop.ts': "new Api(this, 'Api');\n" })).toEqual([
      [
        "shop.ts:1 new Api(this, 'Api');",
        'synthesised here; of the source only that of `Shop/Api` is known, which it belongs to',
      ],
    ]);
  });

  it('of a policy with one statement is that of the call', () => {
    const files = assembly(
      { '/Shop/Role/DefaultPolicy/Resource': created(`new Shop (${here}/shop.ts:2:6)`) },
      { path: 'Shop/Role/DefaultPolicy/Resource' },
    );
    expect(onlyPlace({ ...files, 'shop.ts': 'const pass = passAll();\nrole.addToPolicy(pass);\n' })).toEqual([
      ['shop.ts:2 role.addToPolicy(pass);', known],
    ]);
  });

  it('of a policy that a loop fills is that of its only call', () => {
    const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    const files = assembly(
      { '/Shop/Role/DefaultPolicy/Resource': created(`new Shop (${here}/shop.ts:1:26)`) },
      { path: 'Shop/Role/DefaultPolicy/Resource', statements: [read] },
    );
    expect(onlyPlace({ ...files, 'shop.ts': 'for (const s of all) role.addToPolicy(s);\n' })).toEqual([
      ['shop.ts:1 for (const s of all) role.addToPolicy(s);', known],
    ]);
  });
});

describe('a path that nobody should follow', () => {
  const template = 'cdk.out/Shop.template.json';
  const placeFor = (path: string, sources: Documents) => {
    const files = assembly({ '/Shop/Role/Resource': created(`new Shop (${path}:1:1)`) });
    const snapshot = snapshotWith({ ...files, ...sources });
    return { at: written(snapshot).map(({ at }) => at.replace(/:.*/, '')), wanted: snapshot.wanted() };
  };
  const line = "new CfnRole(this, 'Role', { policies });\n";

  it.each([
    '/etc/passwd',
    '/etc/cron.d/job.py',
    `${here}/../secrets/keys.py`,
    `${here}/node_modules/roles/index.js`,
    `${here}/.venv/lib/python3.12/site-packages/roles.py`,
    'lib/shop.ts',
    'https://example.com/shop.ts',
    '//server/share/shop.ts',
  ])('%s', path => {
    const { at, wanted } = placeFor(path, {});
    expect(at).toEqual([template]);
    for (const uri of wanted) expect(uri).toMatch(/^file:\/\/\/workspace\/(?!.*(?:node_modules|\.\.|site-packages))/);
  });

  it('is one of another machine that ends like two files', () => {
    const sources = { 'lib/shop.ts': line, 'shop.ts': line };
    expect(placeFor('/build/lib/shop.ts', { 'lib/shop.ts': line }).at).toEqual(['lib/shop.ts']);
    expect(placeFor('/build/lib/shop.ts', sources).at).toEqual([template]);
  });

  it('is one of another machine where no word begins', () => {
    expect(placeFor('/build/lib/shop.ts', { 'lib/shop.ts': ` ${line}` }).at).toEqual([template]);
  });

  it('is one where nothing stands any more', () => {
    expect(placeFor(`${here}/lib/shop.ts`, { 'lib/shop.ts': '\n' }).at).toEqual([template]);
  });
});

it('gives places for metadata that says odd things', () => {
  for (const odd of [
    '{}',
    '[]',
    'null',
    '7',
    '"x"',
    '["(:1)", "(/a.ts:1:1", 3, null, "a (/workspace/a.ts:9999999:1)"]',
  ]) {
    const value = JSON.parse(odd);
    const entries = [
      value,
      { type: 'aws:cdk:creationStack', data: value },
      { type: value, data: value, trace: value },
      { type: 'aws:cdk:propertyAssignment', data: value },
      { type: 'aws:cdk:propertyAssignment', data: { propertyName: 'Policies', stackTrace: value } },
    ];
    for (const metadata of [
      value,
      { '/Shop/Role/Resource': value, '/Shop': entries },
      { '/Shop/Role/Resource': entries },
    ]) {
      expect(onlyPlace({ ...assembly(metadata), 'a.ts': 'x' })).toHaveLength(1);
      expect(onlyPlace({ ...assembly(metadata, { inline: true }), 'a.ts': 'x' })).toHaveLength(1);
    }
  }
});

describe('a construct that is made for several stages', () => {
  const stages = ['Dev', 'Prod'];
  const files = Object.assign(
    { 'shop.ts': "new CfnRole(this, 'Role', { policies: passAll });\n" },
    ...stages.map(stage => {
      const made = assembly(
        { [`/${stage}/Shop/Role/Resource`]: created(`new Shop (${here}/shop.ts:1:1)`) },
        { path: `${stage}/Shop/Role/Resource` },
      );
      return Object.fromEntries(
        Object.entries(made).map(([path, text]) => [path.replace('cdk.out/', `cdk.out/assembly-${stage}/`), text]),
      );
    }),
  ) as Documents;

  it('has one finding, with each of its templates', () => {
    const snapshot = snapshotWith(files);
    const [finding, ...others] = snapshot
      .findings(snapshot.sources()[0]!)
      .filter(one => one.rule === 'broad-pass-role');
    expect(others).toEqual([]);
    const templates = finding!.related.filter(({ message }) => message.startsWith(known)).map(({ at }) => at.uri);
    expect(templates).toEqual(stages.map(stage => `file:///workspace/cdk.out/assembly-${stage}/Shop.template.json`));
  });

  it('is allowed in all of them at once', () => {
    const snapshot = snapshotWith(files);
    const [finding] = snapshot.findings(snapshot.sources()[0]!);
    const edits = finding!.fixes.find(({ id }) => id === 'allow')!.edits;
    expect(JSON.stringify(edits)).toContain('assembly-Dev/Shop.template.json');
    expect(JSON.stringify(edits)).toContain('assembly-Prod/Shop.template.json');
  });
});
