/** Downloads through proxies: the `fetch` of Node 20 knows none. */
import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { reasonOf } from '../error';
import { type ProxySettings, proxyFor } from './proxies';

/** As much of `fetch` as a download needs. */
export type Fetch = (url: URL, options: { readonly signal: AbortSignal }) => Promise<Fetched>;

export interface Fetched {
  readonly ok: boolean;
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array> | null;
}

const mostRedirects = 5;

/** Settings are asked for anew with each request, for they may change while a program runs. */
export function fetchThrough(settings: () => ProxySettings | Promise<ProxySettings>): Fetch {
  return async (url, { signal }) => {
    const asked = { settings: await settings(), signal };
    let address = url;
    for (let count = 0; count <= mostRedirects; count++) {
      const answer = await get(address, asked);
      const { statusCode: status = 0, headers } = answer;
      if (status < 300 || status >= 400 || headers.location === undefined)
        return { ok: status >= 200 && status < 300, status, body: answer };
      answer.destroy();
      address = new URL(headers.location, address);
    }
    throw new Error(`more than ${mostRedirects} redirections`);
  };
}

interface Asked {
  readonly settings: ProxySettings;
  readonly signal: AbortSignal;
}

async function get(url: URL, asked: Asked): Promise<http.IncomingMessage> {
  const { settings, signal } = asked;
  const tls = { rejectUnauthorized: settings.strictTls !== false };
  const proxy = proxyFor(url, settings);
  if (!proxy) return answerTo(clientOf(url).get(url, { signal, ...tls }));
  try {
    return await getThrough(proxy, url, asked);
  } catch (error) {
    throw new Error(`through the proxy ${proxy.host}: ${reasonOf(error)}`);
  }
}

async function getThrough(proxy: URL, url: URL, { settings, signal }: Asked): Promise<http.IncomingMessage> {
  const tls = { rejectUnauthorized: settings.strictTls !== false };
  const headers = authorizationOf(proxy, settings);
  const toProxy = { signal, agent: false as const, ...tls };
  if (url.protocol === 'http:') {
    const asIs = { path: url.href, headers: { ...headers, host: url.host } };
    return answerTo(clientOf(proxy).get(proxy, { ...toProxy, ...asIs }));
  }
  const host = `${url.hostname}:${url.port || 443}`;
  const tunnel = { method: 'CONNECT', path: host, headers: { ...headers, host } };
  const socket = await tunnelOf(clientOf(proxy).request(proxy, { ...toProxy, ...tunnel }));
  return answerTo(https.get(url, { signal, createConnection: () => secured(socket, url, tls) }));
}

function clientOf({ protocol }: URL): typeof http | typeof https {
  if (protocol === 'http:') return http;
  if (protocol === 'https:') return https;
  throw new TypeError(`\`${protocol}\` is no way to download`);
}

/** An error may come after the answer has begun: then whoever reads that is told, and here it is only heard. */
function answerTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => request.once('response', resolve).on('error', reject));
}

/** A connection to the host, made by the proxy. */
function tunnelOf(request: http.ClientRequest): Promise<Socket> {
  return new Promise((resolve, reject) => {
    request.once('connect', ({ statusCode }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`HTTP ${statusCode}`));
    });
    request.on('error', reject).end();
  });
}

function secured(socket: Socket, { hostname }: URL, tls: { readonly rejectUnauthorized: boolean }): TLSSocket {
  const host = hostname.replace(/^\[|\]$/g, '');
  return connect({ socket, ...(isIP(host) === 0 ? { servername: host } : { host }), ...tls });
}

function authorizationOf({ username, password }: URL, { authorization }: ProxySettings): http.OutgoingHttpHeaders {
  if (authorization !== undefined) return { 'proxy-authorization': authorization };
  if (username === '') return {};
  const pair = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { 'proxy-authorization': `Basic ${pair}` };
}
