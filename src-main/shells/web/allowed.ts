import { hostname, networkInterfaces } from 'node:os';
import { isIPv6 } from 'node:net';

const loopbackNames = ['127.0.0.1', 'localhost', '::1'];
const wildcards = ['0.0.0.0', '::'];

export const isLoopbackHost = (host: string): boolean => loopbackNames.includes(host);
export const isWildcardHost = (host: string): boolean => wildcards.includes(host);

/** The names and addresses under which the console is meant to be reached when it listens on `host`. */
export function namesOf(host: string): string[] {
  if (isLoopbackHost(host)) return loopbackNames;
  if (!isWildcardHost(host)) return [...loopbackNames, host];
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []).filter((a) => !a.address.startsWith('fe80'));
  return [...new Set([...loopbackNames, hostname().toLowerCase(), ...addresses.map((a) => a.address)])];
}

/** As it stands in an address: IPv6 in brackets. */
export const inUrl = (name: string): string => (isIPv6(name) ? `[${name}]` : name);

/**
 * Answers whether a request was meant for this console. A page of another site that has its own name
 * point at our address (DNS rebinding) still sends its own name as Host.
 */
export class AllowedHosts {
  readonly #origins: ReadonlySet<string>;
  readonly #scheme: 'http' | 'https';

  constructor(names: readonly string[], port: number, scheme: 'http' | 'https') {
    this.#scheme = scheme;
    this.#origins = new Set(names.map((name) => new URL(`${scheme}://${inUrl(name)}:${port}`).origin));
  }

  fitsHost(host: string | undefined): boolean {
    return host !== undefined && this.#origins.has(this.#originOf(host));
  }

  /** Browsers always send Origin with a WebSocket; it must be the very page this console serves. */
  fitsOrigin(origin: string, host: string | undefined): boolean {
    return host !== undefined && this.fitsHost(host) && origin === this.#originOf(host);
  }

  #originOf(host: string): string {
    return URL.parse(`${this.#scheme}://${host}`)?.origin ?? '';
  }
}

/** `local` for this computer, else the other's address. */
export function remoteOf(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:/, '');
  return plain === '::1' || plain.startsWith('127.') ? 'local' : plain || 'unknown';
}
