import type { FromConsole } from '#shared/contract/envelope.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Log } from '#main/app/ports/index.ts';
import type { CaptureWindows, ConsoleFace, MediaAnswer, Router } from '#main/app/ports/shell.ts';

type Connected = Parameters<Router['connect']>[0];
interface Message { k: string; id: number; name: string; input: Record<string, unknown> }

export const fakeSecret = 'secret-of-the-fake-console-0123456789abcdef';

/** A console that knows a handful of calls and remembers who connected, what came and who left. */
export class FakeFace implements ConsoleFace {
  readonly version = '0.0.0-fake';
  readonly connected: Connected[] = [];
  readonly received: unknown[] = [];
  readonly sends: ((message: FromConsole) => void)[] = [];
  closed = 0;
  captureWindows: CaptureWindows | null = null;
  mediaAnswer: MediaAnswer = { status: 404, headers: {}, body: null };
  readonly mediaAsked: string[] = [];

  readonly router: Router = {
    connect: (origin, send) => {
      this.connected.push(origin);
      this.sends.push(send);
      return {
        receive: (message) => {
          this.received.push(message);
          answer(message as Message | undefined, send);
        },
        close: () => { this.closed += 1; },
      };
    },
  };

  readonly offerWindows = (capture: CaptureWindows): void => { this.captureWindows = capture; };

  readonly media = {
    open: async (pathAndQuery: string) => {
      this.mediaAsked.push(pathAndQuery);
      return this.mediaAnswer;
    },
  };
}

const time = { nowMs: 1_770_000_000_000 };

function answer(message: Message | undefined, send: (message: FromConsole) => void): void {
  if (!message || typeof message.id !== 'number') return send({ k: 'err', id: -1, error: appError('input.invalid') });
  const { k, id, name, input } = message;
  if (k === 'unsub') return send({ k: 'end', id });
  if (k === 'sub') {
    for (let n = 0; n < 5; n += 1) send({ k: 'item', id, value: { atMs: n, microphones: [] } });
    return;
  }
  if (name === 'session.resume') return send(resumed(id, String(input.token)));
  if (name === 'session.login') return send(loggedIn(id, input));
  if (name === 'session.time') return send({ k: 'ok', id, value: time });
  if (name === 'hearing.addMark') return send({ k: 'ok', id, value: { seq: 1, atMs: 1, echo: input } });
  return send({ k: 'err', id, error: appError('auth.forbidden', { params: { role: 'judge' } }) });
}

const user = { userId: 'local', name: 'local', login: '', role: 'secretary', disabled: false };

const resumed = (id: number, token: string): FromConsole =>
  token.startsWith(`local:${fakeSecret}:`) ? { k: 'ok', id, value: { user, token: '' } } : { k: 'err', id, error: appError('auth.required') };

const loggedIn = (id: number, input: Record<string, unknown>): FromConsole =>
  input.login === 'aigul' && input.password === 'right-password'
    ? { k: 'ok', id, value: { user, token: 't' } }
    : { k: 'err', id, error: appError('auth.wrong_credentials') };

export interface KeptLine { level: string; area: string; text: string; more: object | undefined }

export function keptLog(): Log & { lines: KeptLine[] } {
  const lines: KeptLine[] = [];
  const keep = (level: string) => (area: string, text: string, more?: object) => void lines.push({ level, area, text, more });
  return { lines, error: keep('error'), warn: keep('warn'), info: keep('info'), debug: keep('debug') };
}
