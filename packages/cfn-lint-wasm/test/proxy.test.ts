/** Downloads where only a proxy leads out: `files.example` is known to the proxy of these tests alone. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createCfnLint, type ProxySettings } from '../src/index';
import { lockOf, temporary, wheels } from './fixture';
import { certificate, key } from './fixture/certificate';

const [wheel] = wheels as [(typeof wheels)[number]];
// What arrives is another file than the one that is locked: so nothing is unpacked, and the error shows that it has arrived.
const lock = lockOf([{ ...wheel, bytes: Buffer.from('what is locked') }]);
const arrived = { code: 'HASH_MISMATCH' };

beforeEach(() => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'])
    vi.stubEnv(name, '');
  onTestFinished(() => void vi.unstubAllEnvs());
});

async function listening(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', socket => open.add(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function files(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === `/moved/${wheel.file}`) response.writeHead(302, { location: `/there/${wheel.file}` }).end();
  else if (request.url === '/there/' || request.url?.startsWith('/loop'))
    response.writeHead(302, { location: '/loop' }).end();
  else response.end('the file');
}

/** A proxy that leads to the servers of this test, whatever host is asked for; `password`: what it asks for. */
async function proxy(password?: string) {
  const asked: string[] = [];
  const secure = await listening(createTlsServer({ cert: certificate, key }, files) as unknown as Server);
  const isLetThrough = ({ headers }: IncomingMessage) =>
    password === undefined || headers['proxy-authorization'] === `Basic ${Buffer.from(password).toString('base64')}`;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!isLetThrough(request)) return void response.writeHead(407).end();
    request.url = new URL(request.url ?? '').pathname;
    files(request, response);
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!isLetThrough(request)) return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const onwards = connect(secure, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    client.on('error', () => onwards.destroy());
    onwards.on('error', () => client.destroy());
    onwards.pipe(client).pipe(onwards);
  });
  return { host: `127.0.0.1:${await listening(server)}`, asked };
}

/** How a download ends. */
async function download(mirror: string, proxies?: ProxySettings): Promise<unknown> {
  const linter = createCfnLint({
    cacheDir: temporary(),
    lock,
    mirror,
    download: 'allow',
    ...(proxies ? { proxies: async () => proxies } : {}),
  });
  const error = await linter.start().catch(reason => reason);
  await linter.dispose();
  return error;
}

const refused = (reason: string) => ({ code: 'NOT_INSTALLED', tried: [expect.stringContaining(reason)] });

describe('the proxy of the environment', () => {
  test('is asked for what is not encrypted', async () => {
    const { host, asked } = await proxy();
    vi.stubEnv('HTTP_PROXY', `http://${host}`);
    expect(await download('http://files.example/a')).toMatchObject(arrived);
    expect(asked).toEqual([`GET http://files.example/a/${wheel.file}`]);
  });

  test('leads to what is encrypted, and does not hide who answers', async () => {
    const { host, asked } = await proxy();
    vi.stubEnv('https_proxy', host);
    expect(await download('https://files.example/a')).toMatchObject(
      refused(`through the proxy ${host}: DEPTH_ZERO_SELF_SIGNED_CERT`),
    );
    expect(await download('https://files.example/a', { strictTls: false })).toMatchObject(arrived);
    expect(asked).toEqual(['CONNECT files.example:443', 'CONNECT files.example:443']);
  });

  test.each(['*', 'files.example', 'other, .EXAMPLE', '*.example:80', 'example'])(
    'is not asked where NO_PROXY is %s',
    async direct => {
      const { host, asked } = await proxy();
      vi.stubEnv('HTTP_PROXY', `http://${host}`);
      vi.stubEnv('NO_PROXY', direct);
      expect(await download('http://files.example/a')).toMatchObject(refused('E'));
      expect(asked).toEqual([]);
    },
  );

  test.each(['iles.example', 'files.example:8080', 'a.files.example', ''])(
    'is asked where NO_PROXY is %s',
    async direct => {
      const { host } = await proxy();
      vi.stubEnv('HTTP_PROXY', `http://${host}`);
      vi.stubEnv('NO_PROXY', direct);
      expect(await download('http://files.example/a')).toMatchObject(arrived);
    },
  );

  test('is not asked for this machine', async () => {
    const port = await listening(createServer(files));
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
    expect(await download(`http://127.0.0.1:${port}/a`)).toMatchObject(arrived);
    expect(await download(`http://localhost:${port}/a`)).toMatchObject(arrived);
  });
});

describe('a proxy that is set', () => {
  test('comes before that of the environment, and can be none', async () => {
    const { host, asked } = await proxy();
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
    expect(await download('http://files.example/a', { proxy: `http://${host}` })).toMatchObject(arrived);
    expect(await download('http://files.example/a', { proxy: 'none' })).toMatchObject(refused('E'));
    expect(asked).toHaveLength(1);
  });

  test('is given its password', async () => {
    const { host } = await proxy('anna:s/e cret');
    const secret = encodeURIComponent('s/e cret');
    for (const mirror of ['http://files.example/a', 'https://files.example/a']) {
      const through = (address: string) => download(mirror, { proxy: `http://${address}`, strictTls: false });
      expect(await through(`anna:${secret}@${host}`)).toMatchObject(arrived);
      expect(await through(host)).toMatchObject(refused('HTTP 407'));
    }
    const authorization = `Basic ${Buffer.from('anna:s/e cret').toString('base64')}`;
    expect(await download('http://files.example/a', { proxy: host, authorization })).toMatchObject(arrived);
  });

  test('that cannot be reached is said, without its password', async () => {
    const error = await download('https://files.example/a', { proxy: 'http://anna:secret@127.0.0.1:9' });
    expect(error).toMatchObject(refused('through the proxy 127.0.0.1:9: ECONNREFUSED'));
    const unknown = await download('https://files.example/a', { proxy: 'socks5://anna:secret@127.0.0.1:9' });
    expect(unknown).toMatchObject(refused('`socks5://127.0.0.1:9` is no proxy that can be used'));
    expect(JSON.stringify([error, unknown])).not.toContain('secret');
  });
});

describe('a mirror that leads elsewhere', () => {
  test('is followed', async () => {
    const { host, asked } = await proxy();
    expect(await download('http://files.example/moved', { proxy: host })).toMatchObject(arrived);
    expect(asked.at(-1)).toBe(`GET http://files.example/there/${wheel.file}`);
  });

  test('is not followed for ever', async () => {
    const { host } = await proxy();
    expect(await download('http://files.example/loop', { proxy: host })).toMatchObject(
      refused('more than 5 redirections'),
    );
  });
});
