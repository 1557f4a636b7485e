/** The fix that parts a template, asked of the built server as editors start it. */
import { spawn } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction } from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { bundle } from '../support/bundle';
import { likeAnOldEditor, likeVSCode } from './clients';
import { type Editor, openEditor, type Transport } from './session';

let editor: Editor;
afterEach(() => editor.end());

const queue = (environment: string) =>
  `    Type: AWS::SQS::Queue\n    Properties: { Tags: [{ Key: Environment, Value: ${environment} }] }\n`;
const orders = `  Orders:\n${queue('prod')}`;
const trial = `  # for a while\n  Trial:\n${queue('dev')}`;
const template = `Resources:\n${orders}\n${trial}`;
const entangled = `${template}Outputs: { Both: { Value: !Sub "\${Orders}\${Trial}" } }\n`;

async function overStdio(): Promise<Transport> {
  const server = `${await bundle()}/server.js`;
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  return { connection, end: () => child.kill() };
}

/** What the light bulb offers on the template. */
async function offered(text: string, capabilities: ClientCapabilities = likeVSCode): Promise<CodeAction | undefined> {
  editor = await openEditor({ capabilities }, await overStdio());
  editor.open('template.yaml', text);
  const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
  const actions = await editor.actions('template.yaml', range);
  return actions.find(({ title }) => title.startsWith('Move what is'));
}

it('makes the new file first and writes it before it takes anything out', async () => {
  const action = await offered(template);
  expect(action).toMatchObject({ title: 'Move what is development to `template.dev.yaml`', isPreferred: true });
  const { edit } = await editor.resolve(action!);
  const [created, ...edited] = edit!.documentChanges!;
  expect(created).toEqual({ kind: 'create', uri: editor.uri('template.dev.yaml'), options: { overwrite: false } });
  expect(edited).toMatchObject([
    { textDocument: { uri: editor.uri('template.dev.yaml') } },
    { textDocument: { uri: editor.uri('template.yaml'), version: 1 } },
  ]);
  editor.apply(edit!);
  expect(editor.text('template.dev.yaml')).toBe(`Resources:\n${trial}`);
  expect(editor.text('template.yaml')).toBe(`Resources:\n${orders}`);
  expect(await editor.squiggles('template.yaml')).toEqual([]);
  expect(await editor.squiggles('template.dev.yaml')).toEqual([]);
});

it('says why it cannot be done, in an action that cannot be chosen', async () => {
  const action = await offered(entangled);
  expect(action?.disabled).toEqual({ reason: 'the output `Both` ties `Trial` to `Orders`' });
  expect((await editor.resolve(action!)).edit).toBeUndefined();
});

const textDocument = { ...likeVSCode.textDocument, codeAction: {} };

it.each([
  ['nothing to an editor that can make no files', template, likeAnOldEditor, undefined],
  ['no reason to one that shows none', entangled, { ...likeVSCode, textDocument }, undefined],
  ['its edit at once to one that cannot ask again', template, { ...likeVSCode, textDocument }, 3],
])('offers %s', async (_, text, capabilities, changes) => {
  expect((await offered(text, capabilities))?.edit?.documentChanges?.length).toBe(changes);
});
