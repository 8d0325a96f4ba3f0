import type { Socket } from 'node:net';

/** A hall's status is some kilobytes; nobody who belongs here sends more than this without a line's end. */
const longestLineBytes = 1_048_576;

/** Hands on each JSON line; what is not JSON, or too long, ends the connection. */
export function onLines(socket: Socket, take: (message: unknown) => void): void {
  let begun = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    try {
      for (const line of lines) take(JSON.parse(line));
    } catch {
      socket.destroy();
    }
    if (begun.length > longestLineBytes) socket.destroy();
  });
}

export const sendLine = (socket: Socket, message: object): void => {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
};
