import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { appError, messageOf, type AppError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Log } from '../../app/ports/index.ts';
import type { ConsoleFace } from '../../app/ports/shell.ts';
import { removeLocalConsole, writeLocalConsole } from '../../process/localConsole.ts';
import { AllowedHosts, inUrl, isLoopbackHost, isWildcardHost, namesOf } from './allowed.ts';
import type { TlsPair } from './certificate.ts';
import { addPages } from './pages.ts';
import { attachSockets } from './sockets.ts';

export { namesOf } from './allowed.ts';
export { webCertificate } from './certificate.ts';

export interface WebShellOptions {
  face: ConsoleFace;
  /** Loopback, unless `lan` is on and there is a certificate. */
  host: string;
  /** 0: any free one. */
  port: number;
  rendererDir: string;
  tls?: TlsPair;
  /** Other computers may connect: switched on by a person, never by default. */
  lan: boolean;
  log: Log;
  /** Where scripts of this operating-system user find the address and the secret they sign in with. */
  localTokenFile?: { path: string; secret: string };
}

export interface WebShell {
  /** For this computer. */
  url: string;
  /** Under which other computers reach it; empty on loopback. */
  lanUrls: string[];
  close(): Promise<void>;
}

/** Serves the renderer, the contract over `/ws` and media to browsers. Every refusal to start says why. */
export async function startWebShell(options: WebShellOptions): Promise<Result<WebShell>> {
  const refused = refusalToListen(options);
  if (refused) return err(refused);
  const { face, host, port, rendererDir, tls, log } = options;
  const scheme = tls ? 'https' : 'http';
  let allowed = new AllowedHosts([], port, scheme);
  const server = fastify({
    https: tls ? { cert: tls.certificatePem, key: tls.keyPem, minVersion: 'TLSv1.2' } : null,
    logger: false,
    bodyLimit: 1024,
    forceCloseConnections: true,
    exposeHeadRoutes: false, // a HEAD of a live picture would read it for ever
  });
  addPages(server, { face, rendererDir, allowed: () => allowed });
  try {
    await server.listen({ host, port });
  } catch (e) {
    return err(notListening(e, port));
  }
  const bound = (server.server.address() as AddressInfo).port;
  const names = namesOf(host);
  allowed = new AllowedHosts(names, bound, scheme);
  const endSockets = attachSockets(server.server, { face, allowed, log });
  const url = `${scheme}://${inUrl(isWildcardHost(host) ? '127.0.0.1' : host)}:${bound}`;
  await tellLocally(options, url);
  log.info('web', `listening on ${url}`, { lan: options.lan });
  return ok({ url, lanUrls: lanUrlsOf(host, names, scheme, bound), close: () => closeAll(options, endSockets, () => server.close()) });
}

/** The port is another program's, or not ours to take; anything else is no fault of who chose it. */
function notListening(e: unknown, port: number): AppError {
  const portsFault = ['EADDRINUSE', 'EACCES'].includes((e as NodeJS.ErrnoException).code ?? '');
  return portsFault ? appError('input.invalid', { field: 'port', params: { port }, detail: messageOf(e) }) : appError('internal.unexpected', { detail: messageOf(e) });
}

function refusalToListen({ host, lan, tls }: WebShellOptions): AppError | null {
  if (isLoopbackHost(host)) return null;
  const detail = !lan ? 'listening beyond this computer must be switched on' : !tls ? 'listening beyond this computer needs TLS' : null;
  return detail === null ? null : appError('input.invalid', { field: 'host', params: { host }, detail });
}

const lanUrlsOf = (host: string, names: string[], scheme: string, port: number): string[] =>
  isLoopbackHost(host) ? [] : names.filter((name) => !isLoopbackHost(name)).map((name) => `${scheme}://${inUrl(name)}:${port}`);

async function tellLocally({ localTokenFile, tls, face }: WebShellOptions, url: string): Promise<void> {
  if (!localTokenFile) return;
  const { path, secret } = localTokenFile;
  await writeLocalConsole(path, { url, secret, pid: process.pid, version: face.version, certificatePem: tls?.certificatePem ?? null });
}

async function closeAll({ localTokenFile }: WebShellOptions, endSockets: () => void, closeServer: () => Promise<void>): Promise<void> {
  if (localTokenFile) await removeLocalConsole(localTokenFile.path, process.pid);
  endSockets();
  await closeServer();
}
