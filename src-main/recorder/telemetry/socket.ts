import { createSocket } from 'node:dgram';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

export interface TelemetrySocket {
  port: number;
  close: () => void;
}

/** `agoMs`: when it came. */
export type OnPacket = (text: string, agoMs: number) => void;

/**
 * Listens to what a capture tells about itself. There is no pipe: a console that is gone costs the
 * capture nothing, and the next one listens on the same port.
 */
export type Listen = (port: number, onPacket: OnPacket) => Promise<Result<TelemetrySocket>>;

/** Woken by every packet: for systems without inboxes. */
export const listenTo: Listen = (port, onPacket) => {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', (e) => {
      socket.close();
      resolve(err(appError('internal.unexpected', { detail: `telemetry port ${port}: ${messageOf(e)}` })));
    });
    socket.bind({ port, address: '127.0.0.1' }, () => {
      socket.removeAllListeners('error').on('error', () => socket.close());
      socket.on('message', (packet) => onPacket(packet.toString('latin1'), 0));
      socket.unref();
      resolve(ok({ port: socket.address().port, close: () => socket.close() }));
    });
  });
};
