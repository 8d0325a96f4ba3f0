import type { AppError } from '#shared/domain/errors.ts';
import type { ExpectedMicrophone } from './identity.ts';
import { PulseWatch } from './pulseWatch.ts';

/** One process and the PulseAudio sources it is to listen to. */
export interface Listener {
  captureId: string;
  pid: number;
  microphones: { microphoneId: string; device: string; server: string | undefined }[];
}

interface Deps {
  /** The sound server has connected a capture to another source than the microphone's. */
  onReplaced: (captureId: string, microphoneId: string, byName: string) => void;
  /** Who is connected could not be found out; told once for each server until it can be again. */
  onUnknown: (error: AppError) => void;
}

const keyOf = (captureId: string, microphoneId: string): string => `${captureId} ${microphoneId}`;

/** Watches who is really connected, on every sound server that is recorded from. */
export class IdentityWatch {
  readonly #d: Deps;
  readonly #servers = new Map<string, { watch: PulseWatch; isUnknown: boolean }>();
  #followed = '';

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** From now on these. */
  follow(listeners: readonly Listener[]): void {
    const now = JSON.stringify(listeners);
    if (now === this.#followed) return;
    this.#followed = now;
    const expected = new Map<string, ExpectedMicrophone[]>();
    for (const { captureId, pid, microphones } of listeners) {
      for (const { microphoneId, device, server = '' } of microphones) {
        expected.set(server, [...(expected.get(server) ?? []), { microphoneId: keyOf(captureId, microphoneId), pid, device }]);
      }
    }
    for (const [server, all] of expected) this.#watch(server).expect(all);
    for (const server of [...this.#servers.keys()].filter((known) => !expected.has(known))) this.#leave(server);
  }

  stop(): void {
    this.follow([]);
  }

  #watch(server: string): PulseWatch {
    const known = this.#servers.get(server);
    if (known) return known.watch;
    const watch = new PulseWatch({
      server: server === '' ? undefined : server,
      onIdentity: (seen) => {
        const state = this.#servers.get(server);
        if (!seen.ok && state && !state.isUnknown) this.#d.onUnknown(seen.error);
        if (state) state.isUnknown = !seen.ok;
        for (const report of seen.ok ? seen.value : []) {
          const [captureId = '', microphoneId = ''] = report.microphoneId.split(' ');
          if (report.identity === 'replaced') this.#d.onReplaced(captureId, microphoneId, report.byName);
        }
      },
    });
    this.#servers.set(server, { watch, isUnknown: false });
    return watch;
  }

  #leave(server: string): void {
    void this.#servers.get(server)?.watch.stop();
    this.#servers.delete(server);
  }
}
