import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { FromConsole } from '#shared/contract/envelope.ts';
import type { ConsoleFace } from '#main/app/ports/shell.ts';
import { AllowedHosts } from '#main/shells/web/allowed.ts';
import { attachSockets } from '#main/shells/web/sockets.ts';

const piece = 'x'.repeat(1024 * 1024);
/** More than the console keeps for a window, and than the system keeps between two sockets. */
const enoughPieces = 64;

test('a window that follows the log and does not read is closed, with one line about it', async () => {
  let send: (message: FromConsole) => void = () => undefined;
  const warned: string[] = [];
  const log = {
    error: () => undefined, info: () => undefined, debug: () => undefined,
    warn: (_: string, text: string) => { warned.push(text); send({ k: 'item', id: 1, value: text }); },
  };
  const connect: ConsoleFace['router']['connect'] = (_, told) => { send = told; return { receive: () => undefined, close: () => undefined }; };
  const face: ConsoleFace = { router: { connect }, media: { open: () => Promise.reject(new Error('not asked for')) }, version: '0', offerWindows: () => undefined };
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const end = attachSockets(server, { face, allowed: new AllowedHosts(['127.0.0.1'], port, 'http'), log });
  const slow = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  try {
    await once(slow, 'open');
    slow.pause();
    for (let n = 0; n < enoughPieces; n++) send({ k: 'item', id: 1, value: piece });
    expect(warned).toEqual(['closed a window that does not read']);
  } finally {
    slow.terminate();
    end();
    server.close();
  }
});
