import type { Inbox, WatchTools } from '#main/app/ports/watch.ts';
import { ok } from '#shared/domain/result.ts';
import { untilTickMs } from '../ticks.ts';
import { listenTo, type Listen, type OnPacket } from './socket.ts';

/** As often as levels are shown. */
const everyMs = 100;

interface Open {
  inbox: Inbox;
  onPacket: OnPacket;
  takenAtMs: number;
}

/** Reads what all captures tell at common moments, which wakes the process ten times a second instead of some sixty. */
class Inboxes {
  readonly #watch: WatchTools;
  readonly #open = new Set<Open>();
  #timer: NodeJS.Timeout | null = null;

  constructor(watch: WatchTools) {
    this.#watch = watch;
  }

  listen: Listen = (port, onPacket) => {
    const opened = this.#watch.openInbox(port);
    if (!opened.ok) return Promise.resolve(opened);
    const open = { inbox: opened.value, onPacket, takenAtMs: performance.now() };
    this.#open.add(open);
    this.#timer ??= this.#soon();
    return Promise.resolve(ok({ port: open.inbox.port, close: () => this.#close(open) }));
  };

  #soon = (): NodeJS.Timeout => setTimeout(() => {
    this.#timer = this.#soon();
    for (const open of this.#open) this.#take(open);
  }, untilTickMs(everyMs)).unref();

  /** Packets are stamped by the wall clock, which may have been set meanwhile: none came before the last look. */
  #take(open: Open): void {
    const nowMs = performance.now();
    const sinceMs = nowMs - open.takenAtMs;
    open.takenAtMs = nowMs;
    for (const { text, agoMs } of open.inbox.take()) open.onPacket(text, Math.min(Math.max(agoMs, 0), sinceMs));
  }

  #close(open: Open): void {
    open.inbox.close();
    this.#open.delete(open);
    if (this.#open.size > 0 || !this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = null;
  }
}

export const listenWith = (watch: WatchTools | null): Listen => (watch ? new Inboxes(watch).listen : listenTo);
