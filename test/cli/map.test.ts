import { beforeAll, describe, expect, it } from 'vitest';
import { accountMap } from '../../client/webview/map-shape';
import type { AccountMap } from '../../server/src/account-map';
import { exampleFiles } from '../support/examples';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
}, 60_000);

const table = (name: string) => `Resources:\n  ${JSON.stringify(name)}: { Type: AWS::DynamoDB::Table }\n`;
const parsed = (text: string) => JSON.parse(text) as AccountMap;

/** Nothing that tells whose machine it was. */
function expectNoPath(text: string, { path }: Folder): void {
  expect(text).not.toContain(path);
  expect(text).not.toContain(path.split('/').at(-1));
  expect(text).not.toContain('file://');
}

describe('bulkhead map', () => {
  it('prints JSON of the shape that others build on, with files relative to the working directory', async () => {
    const here = await folder(exampleFiles('orders'));
    const { status, out, err } = await bulkhead(here, ['map']);
    expect([status, err]).toEqual([0, '']);
    const map = parsed(out);
    expect(accountMap(map)).toBe(true);
    expect(map.accounts.flatMap(({ stacks }) => stacks.map(({ file }) => file))).toContain('stacks/orders-prod.yaml');
    expectNoPath(out, here);
  });

  it('calls files as they are called, also where only a folder is asked for', async () => {
    const here = await folder({ 'a folder/größe 100%.yaml': table('Orders') });
    for (const args of [[], ['a folder']]) {
      const { accounts, resources } = parsed((await bulkhead(here, ['map', ...args])).out);
      const files = [...accounts.flatMap(({ stacks }) => stacks), ...resources].map(({ file }) => file);
      expect(new Set(files)).toEqual(new Set(['a folder/größe 100%.yaml']));
    }
  });

  it('tells files outside of the working directory apart: as they are named, else from the folder that is', async () => {
    const here = await folder({
      'live/template.yaml': table('Orders'),
      'trial/template.yaml': table('Orders'),
      'work/readme.md': '',
    });
    const work = { ...here, path: `${here.path}/work` };
    const filesOf = async (path: string) =>
      parsed((await bulkhead(work, ['map', path])).out)
        .resources.map(({ file }) => file)
        .sort();
    expect(await filesOf('..')).toEqual(['../live/template.yaml', '../trial/template.yaml']);
    expect(await filesOf('../live')).toEqual(['../live/template.yaml']);
    expect(await filesOf(here.path)).toEqual(['live/template.yaml', 'trial/template.yaml']);
    expect(await filesOf(`${here.path}/live/template.yaml`)).toEqual(['template.yaml']);
  });

  it.each(['json', 'svg', 'html', 'mermaid'])('holds no path of the machine as %s', async format => {
    const here = await folder({ ...exampleFiles('orders'), 'a folder/x.yaml': table('Orders') });
    const { status, out } = await bulkhead(here, ['map', '--format', format]);
    expect(status).toBe(0);
    expect(out.length).toBeGreaterThan(500);
    expectNoPath(out, here);
  });

  it('writes a file as its name ends, and says so', async () => {
    const here = await folder(exampleFiles('shared-account'));
    const { status, out, err } = await bulkhead(here, ['map', '--output', 'out/map.svg']);
    expect([status, out, err]).toEqual([0, '', 'wrote out/map.svg\n']);
    expect(await here.read('out/map.svg')).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg .*<\/svg>\n$/s);
    await bulkhead(here, ['map', '--output', 'map.md', '--quiet']);
    expect(await here.read('map.md')).toMatch(/^flowchart LR\n/);
  });

  it('draws hostile names as text', async () => {
    const here = await folder({
      'a.yaml': table('<img src=x onerror=alert(1)>'),
      '--><script>.yaml': table('</script>'),
    });
    const svg = (await bulkhead(here, ['map', '--format', 'svg'])).out;
    expect(svg).not.toMatch(/<script|<img/);
    const html = (await bulkhead(here, ['map', '--format', 'html'])).out;
    expect(html.match(/<\/script>/g)).toHaveLength(3);
    expect(html).not.toMatch(/<img/);
    const json = parsed((await bulkhead(here, ['map'])).out);
    expect(json.resources.map(({ name }) => name).sort()).toEqual(['</script>', '<img src=x onerror=alert(1)>']);
  });

  it('shows possible findings when they are asked for', async () => {
    const here = await folder(exampleFiles('orders'));
    const findings = async (...options: string[]) =>
      parsed((await bulkhead(here, ['map', ...options])).out).resources.flatMap(one => one.findings).length;
    expect(await findings('--possible')).toBeGreaterThanOrEqual(await findings());
  });

  it('says what could not be read, and draws the rest', async () => {
    const here = await folder({ 'a.yaml': table('Orders'), 'b.yaml': `${table('Others')}  Broken: [unclosed\n` });
    const { status, out, err } = await bulkhead(here, ['map']);
    expect(status).toBe(3);
    expect(err).toMatch(/^b\.yaml: not read whole, /);
    expect(parsed(out).resources.map(({ name }) => name)).toContain('Orders');
  });

  it('is empty for nothing, and refuses what is not there', async () => {
    const here = await folder({ 'notes.txt': 'nothing' });
    expect(parsed((await bulkhead(here, ['map'])).out)).toMatchObject({ accounts: [], resources: [], edges: [] });
    expect((await bulkhead(here, ['map', 'gone'])).status).toBe(2);
    expect((await bulkhead(here, ['map', '--format', 'png'])).status).toBe(2);
  });
});
