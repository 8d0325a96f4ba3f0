import { z } from 'zod';
import type { AppError } from '../domain/errors.ts';

/**
 * What travels between a window and the router, the same over Electron's IPC and over a WebSocket.
 * `id` is chosen by the client and unique on its connection.
 */
export const fromClientSchema = z.discriminatedUnion('k', [
  z.object({ k: z.literal('call'), id: z.int(), name: z.string().max(64), input: z.unknown() }),
  z.object({ k: z.literal('sub'), id: z.int(), name: z.string().max(64), input: z.unknown() }),
  z.object({ k: z.literal('unsub'), id: z.int() }),
]);
export type FromClient = z.infer<typeof fromClientSchema>;

export type FromConsole =
  | { k: 'ok'; id: number; value: unknown }
  | { k: 'err'; id: number; error: AppError }
  | { k: 'item'; id: number; value: unknown }
  /** The stream is over; `error` says why when it was not asked for. */
  | { k: 'end'; id: number; error?: AppError };

/** A larger message is refused before it is parsed. */
export const maxMessageBytes = 256 * 1024;
