import { networkInterfaces, hostname } from 'node:os';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];
const everywhere = new Set(['0.0.0.0', '::']);

/**
 * Names under which this server may be addressed. A web page that points its own name at this
 * address (DNS rebinding) is refused by the Host header it cannot hide.
 */
export function allowedHosts(host: string): Set<string> {
  if (everywhere.has(host)) return new Set([...loopback, hostname().toLowerCase(), ...ownAddresses()]);
  return new Set([...loopback, bracketed(host.toLowerCase())]);
}

/** The name in a Host header, without its port. */
export function hostName(header: string | undefined): string {
  return (header ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);
const ownAddresses = (): string[] => Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((a) => bracketed(a.address)));
