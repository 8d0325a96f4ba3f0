import { HallClock, type TimeAnswer } from '#shared/conference/hallClock.ts';
import type { SoundFromHall, SoundFromPage } from '#shared/conference/sound.ts';
import { importKey, sealPacket, type SoundPacket } from '#shared/conference/soundPackets.ts';
import { CapturedSound, pageNowMs } from './capturedSound.ts';
import { SendQueue } from './sendQueue.ts';
import { Vault } from './vault.ts';

/** From the page. */
export type ToSoundWorker =
  | { type: 'sound'; sound: ReadableStream<AudioData> }
  /** First of all: two people of one hearing may sit down before the same browser. */
  | { type: 'whose'; participantId: string }
  | { type: 'line'; isOpen: boolean }
  | ({ type: 'time' } & TimeAnswer)
  | Exclude<SoundFromHall, { type: 'clock' }>
  /** The hearing is over, or this person's part in it. */
  | { type: 'wipe' };

const handOverEveryMs = 250;

/** What is kept for one hearing. */
interface Take {
  take: string;
  streamId: string;
  queue: SendQueue;
  /** Null where the browser gives no storage: then a crash loses what was not handed over. */
  vault: Vault | null;
  nextSeq: number;
}

/** Keeps the sound and hands it over, in a thread that no picture and no busy page holds up. One thing after the other. */
class SoundKeeper {
  readonly #clock = new HallClock();
  readonly #captured = new CapturedSound({
    hallAheadMs: () => this.#clock.aheadMs(),
    onPacket: (packet) => this.#inTurn(() => this.#keep(packet)),
    onFailure: (why) => tell({ type: 'soundUnable', why: why.slice(0, 300) }),
  });
  #whose = '';
  #take: Take | null = null;
  #key: CryptoKey | null = null;
  #isOpen = false;
  #hasStopped = true;
  /** How often the hall has said whether to keep: only the last word counts. */
  #words = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor() {
    setInterval(() => this.#handOver(), handOverEveryMs);
  }

  hear(message: ToSoundWorker): void {
    switch (message.type) {
      case 'whose': return this.#inTurn(async () => { this.#whose = await shortHash(message.participantId); });
      case 'sound': return void this.#captured.follow(message.sound);
      case 'line': return this.#lineIs(message.isOpen);
      case 'time': return this.#clock.take(message);
      case 'keepSound': return this.#inTurn(() => this.#keepSound(message));
      case 'soundKept': return this.#inTurn(() => this.#kept(message));
      case 'wipe': return this.#inTurn(() => this.#wipe());
    }
  }

  #inTurn(act: () => Promise<void>): void {
    this.#turn = this.#turn.then(act).catch((e: unknown) => tell({ type: 'soundUnable', why: String(e).slice(0, 300) }));
  }

  #lineIs(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#take?.queue.again();
  }

  async #keepSound({ take, key }: Extract<SoundFromHall, { type: 'keepSound' }>): Promise<void> {
    this.#words += 1;
    if (this.#take?.take !== take) await this.#begin(take);
    if (key === null) return this.#stop();
    this.#key = await importKey(key, 'encrypt');
    this.#hasStopped = false;
    this.#captured.keep();
    return undefined;
  }

  async #begin(take: string): Promise<void> {
    const streamId = crypto.randomUUID();
    const queue = new SendQueue(take);
    const opened = await Vault.open(this.#folder(take), streamId, Date.now()).catch(unsafe);
    for (const packet of opened?.left ?? []) queue.push(packet);
    this.#take = { take, streamId, queue, vault: opened?.vault ?? null, nextSeq: 0 };
  }

  #folder = (take: string): string => `${take}.${this.#whose}`;

  /** Its storage fails: the sound is handed over all the same. */
  async #onDevice(act: (vault: Vault) => Promise<void>): Promise<void> {
    const take = this.#take;
    if (take?.vault) await act(take.vault).catch((e: unknown) => { take.vault = unsafe(e); });
  }

  /** The last packets come while this waits, and take their turns after it. */
  async #stop(): Promise<void> {
    const word = this.#words;
    await this.#captured.stop();
    this.#inTurn(async () => {
      if (word !== this.#words) return; // told to go on meanwhile
      await this.#onDevice(async (vault) => vault.finish());
      this.#hasStopped = true;
      this.#sayEnd();
    });
  }

  async #keep(packet: SoundPacket): Promise<void> {
    const { take: current, key } = { take: this.#take, key: this.#key };
    if (!current || !key || this.#hasStopped) return;
    const place = { take: current.take, streamId: current.streamId, seq: current.nextSeq };
    const sealed = { streamId: place.streamId, seq: place.seq, sealed: await sealPacket(key, place, packet) };
    current.nextSeq += 1;
    current.queue.push(sealed);
    await this.#onDevice((vault) => vault.append(sealed));
  }

  #handOver(): void {
    const batch = this.#isOpen ? this.#take?.queue.next(pageNowMs()) : null;
    if (batch) tell(batch);
  }

  async #kept({ take, streamId, nextSeq }: Extract<SoundFromHall, { type: 'soundKept' }>): Promise<void> {
    if (this.#take?.take !== take) return;
    this.#take.queue.kept(streamId, nextSeq);
    await this.#onDevice((vault) => vault.kept(streamId, nextSeq));
    this.#sayEnd();
  }

  #sayEnd(): void {
    if (this.#hasStopped && this.#take?.queue.isEmpty()) tell({ type: 'soundEnd', take: this.#take.take });
  }

  async #wipe(): Promise<void> {
    await this.#captured.stop();
    const take = this.#take?.take;
    this.#take?.vault?.finish();
    [this.#take, this.#key, this.#hasStopped] = [null, null, true];
    if (take !== undefined) await Vault.wipe(this.#folder(take));
  }
}

/** Fit for a file's name. */
async function shortHash(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const tell = (message: SoundFromPage): void => { self.postMessage(message); };
const unsafe = (e: unknown): null => {
  tell({ type: 'soundUnsafe', why: String(e).slice(0, 300) });
  return null;
};

const keeper = new SoundKeeper();
self.addEventListener('message', ({ data }: MessageEvent<ToSoundWorker>) => keeper.hear(data));
