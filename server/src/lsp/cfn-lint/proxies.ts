import type { ProxySettings } from 'cfn-lint-wasm';

/** VS Code's section `http`, as far as it says through what its own downloads go; what it leaves open, the environment says. */
export function proxiesFrom(section: unknown): ProxySettings {
  const { proxy, proxySupport, noProxy, proxyAuthorization, proxyStrictSSL } = Object(section);
  const direct = Array.isArray(noProxy) ? noProxy.filter(host => typeof host === 'string') : [];
  return {
    ...(proxySupport === 'off' ? { proxy: 'none' } : isSaid(proxy) ? { proxy } : {}),
    ...(direct.length > 0 ? { noProxy: direct } : {}),
    ...(isSaid(proxyAuthorization) ? { authorization: proxyAuthorization } : {}),
    strictTls: proxyStrictSSL !== false,
  };
}

function isSaid(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
