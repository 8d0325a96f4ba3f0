import { connect, type Socket } from 'node:net';
import { onLines, sendLine } from './lines.ts';
import { messageSchema, type Message, type RecorderAddress, type Request } from './messages.ts';

/** Longer than any answer on a busy machine. */
const welcomeWithinMs = 3000;

export interface Connection {
  version: string;
  send: (request: Request) => void;
  close: () => void;
}

/** Connects and says hello; null when nobody answers, or not in these words. `onClose` is told once, after a welcome. */
export function connectTo({ port, secret }: RecorderAddress, version: string, onMessage: (message: Message) => void, onClose: () => void): Promise<Connection | null> {
  const socket: Socket = connect({ port, host: '127.0.0.1' });
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), welcomeWithinMs);
    let welcomed = false;
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(timer);
      if (welcomed) onClose();
      else resolve(null);
    });
    onLines(socket, (line) => {
      const message = messageSchema.parse(line); // what cannot be understood ends the connection
      if (message.say !== 'welcome') return onMessage(message);
      clearTimeout(timer);
      welcomed = true;
      resolve({ version: message.version, send: (request) => sendLine(socket, request), close: () => void socket.destroy() });
    });
    socket.once('connect', () => sendLine(socket, { say: 'hello', secret, version }));
  });
}

/** Is a recorder of this version there? */
export async function answersAs(address: RecorderAddress, version: string): Promise<boolean> {
  const connection = await connectTo(address, version, () => undefined, () => undefined);
  connection?.close();
  return connection?.version === version;
}
