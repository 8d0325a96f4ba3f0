import { errorText, type AppError } from '#shared/domain/errors.ts';
import type { Clock, Log, OutboxStore } from '#main/app/ports/index.ts';
import { pauseMs } from '#main/process/pause.ts';
import { nextParcel, type FactRow, type FileRow, type Parcel } from './batch.ts';
import type { CourtClient } from './courtClient.ts';
import { isDoubtful, itemPauseMs, type Failure } from './policy.ts';
import { receiptFields, sendFacts } from './sendFacts.ts';
import { sendFile } from './sendFile.ts';
import type { ServerWatch } from './serverWatch.ts';
import { SpeedMeter } from './speed.ts';

export interface CourierParts {
  client: CourtClient;
  /** Ends what is under way: the address changed, or the console stops. */
  signal: AbortSignal;
  outbox: OutboxStore;
  clock: Clock;
  log: Log;
  random: () => number;
  watch: ServerWatch;
  onChange: () => void;
}

export interface Sending {
  kind: string;
  name: string;
  bytesSent: number;
  bytesTotal: number;
}

const dueAtOnce = 200;

/** Sends the most urgent item, and writes down what became of it. */
export class Courier {
  readonly #parts: CourierParts;
  readonly speed = new SpeedMeter();
  #sending: Sending | null = null;

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  get sending(): Sending | null {
    return this.#sending;
  }

  /** False when nothing is due. */
  async sendNext(): Promise<boolean> {
    const { outbox, clock, signal } = this.#parts;
    const parcel = nextParcel(await outbox.due(clock.nowMs(), dueAtOnce));
    if (!parcel) return false;
    this.#show(sendingOf(parcel));
    try {
      const failed = parcel.type === 'facts' ? await this.#facts(parcel.rows) : await this.#file(parcel.row);
      if (failed && !signal.aborted) await this.#blame(failed, parcel);
    } finally {
      this.#show(null);
    }
    return true;
  }

  async #facts(rows: FactRow[]): Promise<Failure | null> {
    const outcome = await sendFacts(rows, this.#parts.client, this.#parts.outbox);
    if (!outcome.ok) return outcome.error;
    this.#delivered();
    for (const { row, error } of outcome.value) await this.#failed([row.itemId], error, pauseMs(row.attempts + 1, this.#parts.random()));
    return null;
  }

  async #file(row: FileRow): Promise<Failure | null> {
    const { client, outbox, clock, signal } = this.#parts;
    this.speed.begin(clock.monotonicMs());
    let seen = row.bytesSent;
    const onProgress = (bytesSent: number) => {
      this.speed.note(Math.max(0, bytesSent - seen), clock.monotonicMs());
      seen = bytesSent;
      if (this.#sending) this.#show({ ...this.#sending, bytesSent });
    };
    const outcome = await sendFile(row, { client, outbox, onProgress, signal });
    if (!outcome.ok) return outcome.error;
    await outbox.sent(row.itemId, receiptFields(outcome.value));
    this.#delivered();
    return null;
  }

  #delivered(): void {
    this.#parts.watch.heard();
    this.#parts.watch.forgetRest();
  }

  /** A server that is gone pauses the queue and counts against no item; one that is there, against this one. */
  async #blame(failure: Failure, parcel: Parcel): Promise<void> {
    const { client, watch, random } = this.#parts;
    const rows = parcel.type === 'facts' ? parcel.rows : [parcel.row];
    if (failure.kind === 'token') watch.lost(failure);
    const itemsFault = failure.kind !== 'token' && (!isDoubtful(failure) || (await watch.probe(client)));
    if (itemsFault) {
      const pause = itemPauseMs(failure, rows[0]?.attempts ?? 0, rows.length, random());
      await this.#failed(rows.map((row) => row.itemId), failure.error, pause);
    }
    if (failure.kind === 'no_answer' || failure.kind === 'bad_answer' || !itemsFault) watch.rest();
  }

  async #failed(itemIds: number[], error: AppError, afterMs: number): Promise<void> {
    const { outbox, clock, log } = this.#parts;
    log.warn('outbox', `not delivered, tried again in ${Math.round(afterMs / 1000)} s: ${errorText(error)}`, { itemIds });
    await outbox.failed(itemIds, errorText(error), clock.nowMs() + afterMs);
  }

  #show(sending: Sending | null): void {
    this.#sending = sending;
    this.#parts.onChange();
  }
}

function sendingOf(parcel: Parcel): Sending {
  if (parcel.type === 'facts') return { kind: 'fact', name: parcel.rows[0]?.name ?? '', bytesSent: 0, bytesTotal: 0 };
  const { kind, name, bytesSent, content } = parcel.row;
  return { kind, name, bytesSent, bytesTotal: content.bytes };
}
