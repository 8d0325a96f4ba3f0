import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Log } from '../../app/ports/index.ts';
import type { ConsoleFace, MediaAnswer } from '../../app/ports/shell.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { securityHeaders } from '../headers.ts';
import { isConsoleUrl, scheme } from './origin.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
};

/** Before `ready`: a real origin, so that 'self', fetch and media streaming work as over HTTPS. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
}

/** `app://console/…`: the renderer's files and `/media/*`, under the same headers as the web shell. */
export function serveProtocol(options: { face: ConsoleFace; rendererDir: string; log: Log }): void {
  protocol.handle(scheme, async (request) => {
    try {
      return await answer(request, options);
    } catch (e) {
      options.log.error('electron', `app:// ${new URL(request.url).pathname}: ${messageOf(e)}`);
      return plain(500);
    }
  });
}

async function answer(request: Request, { face, rendererDir }: { face: ConsoleFace; rendererDir: string }): Promise<Response> {
  if (!isConsoleUrl(request.url)) return plain(404);
  if (request.method !== 'GET') return plain(405);
  const { pathname, search } = new URL(request.url);
  if (pathname.startsWith('/media/')) return mediaResponse(await face.media.open(pathname + search));
  return fileResponse(fileOf(rendererDir, pathname));
}

/** The file a path names; null for anything that is not strictly inside the renderer's folder. */
function fileOf(rendererDir: string, pathname: string): string | null {
  const decoded = decode(pathname);
  if (decoded === null || /[\0\\]/.test(decoded)) return null;
  const root = resolve(rendererDir);
  const file = resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`);
  return file.startsWith(root + sep) && contentTypes[extname(file)] !== undefined ? file : null;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null; // a stray percent sign
  }
}

async function fileResponse(file: string | null): Promise<Response> {
  if (file === null) return plain(404);
  const content = await readFile(file).catch((e: NodeJS.ErrnoException) => {
    if (e.code === 'ENOENT' || e.code === 'EISDIR') return null;
    throw e;
  });
  if (content === null) return plain(404);
  return new Response(content, { headers: { ...securityHeaders, 'content-type': contentTypes[extname(file)] ?? '' } });
}

/** A reader that goes away early cancels the stream, and with it whatever fed it. */
function mediaResponse({ status, headers, body, cancel }: MediaAnswer): Response {
  const all = { ...securityHeaders, 'cache-control': 'no-store', ...headers };
  return new Response(body ? streamOf(body, cancel) : null, { status, headers: all });
}

function streamOf(body: AsyncIterable<Uint8Array>, cancel: (() => void) | undefined): ReadableStream<Uint8Array> {
  const reader = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      cancel?.();
      await reader.return?.();
    },
  });
}

const plain = (status: number): Response => new Response(null, { status, headers: securityHeaders });
