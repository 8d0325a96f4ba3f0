import type { CourtServerStatus, QueueStatus } from '#shared/contract/status.ts';
import type { Credentials, Invitation } from '#shared/conference/messages.ts';
import type { ServerHearing } from '#shared/court-api/index.ts';
import { appError, errorText, messageOf } from '#shared/domain/errors.ts';
import type { RemovalReason } from '#shared/domain/observers/observers.ts';
import type { LineMeasured } from '#shared/domain/readiness/judge.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock, Log, Store, Uploader } from '#main/app/ports/index.ts';
import { Bell, realTimers, type Timers } from '#main/process/bell.ts';
import type { CourtAddress, CourtClient } from './courtClient.ts';
import { measureLine } from './measureLine.ts';
import { probeEveryMs, type Failure } from './policy.ts';
import { Session } from './session.ts';

export interface UploaderOptions {
  store: Pick<Store, 'outbox'>;
  clock: Clock;
  log: Log;
  timers?: Timers;
  fetch?: typeof fetch;
  /** 0…1, spreads the pauses. */
  random?: () => number;
}

/** Brings the outbox to the court server. Nothing leaves the queue without a receipt over the same SHA-256. */
export const createUploader = (options: UploaderOptions): Uploader => new OutboxUploader(options);

class OutboxUploader implements Uploader {
  readonly #options: UploaderOptions;
  readonly #listeners = new Set<() => void>();
  readonly #bell: Bell;
  #session: Session | null = null;
  #withoutSinceMs: number;
  #stopped = false;
  #loop: Promise<void> | null = null;

  constructor(options: UploaderOptions) {
    this.#options = options;
    this.#bell = new Bell(options.timers ?? realTimers);
    this.#withoutSinceMs = options.clock.nowMs();
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  wake(): void {
    this.#session?.watch.forgetRest();
    this.#bell.ring();
  }

  configure(settings: CourtAddress | null): void {
    this.#session?.end();
    this.#session = settings && this.#begin(settings);
    this.#withoutSinceMs = this.#options.clock.nowMs();
    this.#changed();
    this.#bell.ring();
  }

  serverStatus(): CourtServerStatus {
    return this.#session?.watch.status ?? { state: 'not_configured', sinceMs: this.#withoutSinceMs, url: null };
  }

  async status(): Promise<QueueStatus> {
    const { nextAttemptAtMs, lastError, ...counts } = await this.#options.store.outbox.summary();
    const serverError = this.#session?.watch.error;
    return {
      ...counts,
      sending: this.#session?.courier.sending ?? null,
      etaMs: this.#session?.courier.speed.etaMs(counts.bytesWaiting) ?? null,
      nextAttemptAtMs: this.#nextAttemptAtMs(nextAttemptAtMs),
      lastError: serverError ? errorText(serverError) : lastError,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  schedule(date: string): Promise<Result<ServerHearing[]>> {
    return this.#ask((client) => client.schedule(date));
  }

  invite(invitation: Invitation): Promise<Result<Credentials>> {
    return this.#ask((client) => client.invite(invitation));
  }

  async endInvitations(hearingId: string, participantId: string | null, why: 'revoked' | 'excluded' | 'closed'): Promise<Result<void>> {
    const answer = await this.#ask((client) => client.endInvitations({ hearingId, participantId, why }));
    return answer.ok ? ok(undefined) : answer;
  }

  async endWatch(watch: { hearingId: string; watchId: string; why: RemovalReason }): Promise<Result<void>> {
    const answer = await this.#ask((client) => client.endWatch(watch));
    return answer.ok ? ok(undefined) : answer;
  }

  petitionFile(sha256: string): Promise<Result<Uint8Array | 'absent' | 'too_large'>> {
    return this.#ask((client) => client.petitionFile(sha256));
  }

  measure(): Promise<Result<LineMeasured>> {
    return this.#ask((client) => measureLine(client, this.#options.clock));
  }

  async #ask<T>(question: (client: CourtClient) => Promise<Result<T, Failure>>): Promise<Result<T>> {
    if (!this.#session) return err(appError('court_server.not_configured'));
    const answer = await question(this.#session.client);
    return answer.ok ? answer : err(answer.error.error);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#session?.end();
    this.#bell.ring();
    await this.#loop;
  }

  #begin(address: CourtAddress): Session {
    const { store, clock, log, random = Math.random, fetch: fetching = fetch } = this.#options;
    return new Session(address, { outbox: store.outbox, clock, log, random, fetch: fetching, onChange: () => this.#changed() });
  }

  /** Null when nothing waits, or something is being tried right now. */
  #nextAttemptAtMs(itemsAtMs: number | null): number | null {
    if (itemsAtMs === null || !this.#session) return null;
    const nowMs = this.#options.clock.nowMs();
    const atMs = Math.max(itemsAtMs, nowMs + this.#session.watch.restMs());
    return atMs > nowMs ? atMs : null;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) await this.#bell.wait(await this.#round());
  }

  /** The queue itself may fail (disk full, database gone): told, and tried again like everything else. */
  async #round(): Promise<number> {
    try {
      const waitMs = await this.#session?.round() ?? probeEveryMs;
      return waitMs === 0 ? 0 : Math.min(waitMs, await this.#untilDueMs());
    } catch (e) {
      this.#options.log.error('outbox', `the queue cannot be worked on: ${messageOf(e)}`);
      return probeEveryMs;
    }
  }

  /** How long until the first item's own pause ends; while the whole queue rests, that does not shorten the rest. */
  async #untilDueMs(): Promise<number> {
    if ((this.#session?.watch.restMs() ?? 1) > 0) return Number.POSITIVE_INFINITY;
    const { nextAttemptAtMs } = await this.#options.store.outbox.summary();
    return nextAttemptAtMs === null ? Number.POSITIVE_INFINITY : Math.max(0, nextAttemptAtMs - this.#options.clock.nowMs());
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
