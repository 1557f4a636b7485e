/** Which proxy a request goes through. */

export interface ProxySettings {
  /** `http://proxy.example:3128`, for all addresses; `none` for no proxy. Default: what the environment says. */
  readonly proxy?: string;
  /** Hosts that are asked directly, as in `NO_PROXY`. Default: `NO_PROXY`. */
  readonly noProxy?: readonly string[];
  /** Value of the header `Proxy-Authorization`. Default: name and password in the proxy's address. */
  readonly authorization?: string;
  /** Default true; false also takes certificates that nobody known has signed. Each file is checked against the lock either way. */
  readonly strictTls?: boolean;
}

/** Undefined where the host is asked directly. Throws TypeError for what is no proxy that can be used. */
export function proxyFor(url: URL, settings: ProxySettings, env: NodeJS.ProcessEnv = process.env): URL | undefined {
  const proxy = settings.proxy ?? proxyIn(env, url.protocol);
  const direct = settings.noProxy ?? (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/);
  if (proxy === 'none' || proxy === '' || isLoopback(url.hostname) || direct.some(entry => names(entry, url)))
    return undefined;
  const written = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (/^https?:/i.test(written) && URL.canParse(written)) return new URL(written);
  throw new TypeError(`\`${withoutPassword(proxy)}\` is no proxy that can be used: it needs http:// or https://`);
}

/** As curl and Node read them: what is written small counts first, and HTTPS goes through the other's proxy where it has none. */
function proxyIn(env: NodeJS.ProcessEnv, protocol: string): string {
  const http = env.http_proxy || env.HTTP_PROXY || '';
  return protocol === 'https:' ? env.https_proxy || env.HTTPS_PROXY || http : http;
}

/** `*`, `example.com` with all below it, `.example.com`, `*.example.com`, each with a port or without. */
function names(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === '*') return true;
  const [, host = '', wanted] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (host === '' || (wanted !== undefined && wanted !== (port || (protocol === 'https:' ? '443' : '80'))))
    return false;
  return hostname === host || hostname.endsWith(`.${host}`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
