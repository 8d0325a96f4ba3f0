import { Placing } from '#shared/conference/hallClock.ts';
import { packetMs, type SoundPacket } from '#shared/conference/soundPackets.ts';

/** Speech as good as the hall's own; a tenth of what the picture takes. */
const bitrate = 32_000;
/** What the encoder of Opus adds before the first sample (312 at 48 kHz). */
const encoderDelayMs = 6.5;
/** Buffers come some milliseconds apart; a longer pause in their own time means that some are missing. */
const missingMs = 100;
const rememberedBuffers = 1000;

/** Of the page's clock, the same for page and worker. */
export const pageNowMs = (): number => performance.timeOrigin + performance.now();

interface Encoding {
  encoder: AudioEncoder;
  /** Position of its first sample. */
  fromMs: number;
  packets: number;
}

/**
 * Sound as it is captured, by its own count of samples: encoded while it is to be kept, let go otherwise. Every packet gets its
 * moment on the hearing's clock, so that it needs nobody at the other end.
 */
export class CapturedSound {
  readonly #onPacket: (packet: SoundPacket) => void;
  readonly #onFailure: (why: string) => void;
  /** How far the hearing's clock is ahead of the page's; null while it is not known. */
  readonly #hallAheadMs: () => number | null;
  readonly #placing = new Placing();
  #positionMs = 0;
  #endedUs: number | null = null;
  /** How far the page's clock is ahead of the positions, of the last buffers; the quickest to arrive knows best. */
  #ahead: number[] = [];
  #isKept = false;
  #encoding: Encoding | null = null;

  constructor(options: { onPacket: (packet: SoundPacket) => void; onFailure: (why: string) => void; hallAheadMs: () => number | null }) {
    this.#onPacket = options.onPacket;
    this.#onFailure = options.onFailure;
    this.#hallAheadMs = options.hallAheadMs;
  }

  async follow(sound: ReadableStream<AudioData>): Promise<void> {
    const reader = sound.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#heard(value, pageNowMs());
      value.close();
    }
  }

  keep(): void {
    this.#isKept = true;
  }

  /** Resolves when the last packet has been told. */
  async stop(): Promise<void> {
    this.#isKept = false;
    await this.#endEncoding();
  }

  #heard(data: AudioData, nowMs: number): void {
    const missedMs = this.#endedUs === null ? 0 : (data.timestamp - this.#endedUs) / 1000;
    const fromMs = this.#positionMs + (missedMs > missingMs ? missedMs : 0);
    this.#positionMs = fromMs + (data.numberOfFrames / data.sampleRate) * 1000;
    this.#endedUs = data.timestamp + data.duration;
    this.#ahead = [...(missedMs > missingMs ? [] : this.#ahead), nowMs - this.#positionMs].slice(-rememberedBuffers);
    if (missedMs > missingMs) void this.#endEncoding();
    if (this.#isKept && this.#hallAheadMs() !== null) this.#encode(data, fromMs);
  }

  #encode(data: AudioData, fromMs: number): void {
    this.#encoding ??= this.#begin(data, fromMs);
    if (this.#encoding.encoder.state !== 'configured') return;
    const mono = monoOf(data);
    this.#encoding.encoder.encode(mono);
    if (mono !== data) mono.close();
  }

  #begin({ sampleRate }: AudioData, fromMs: number): Encoding {
    const encoder = new AudioEncoder({
      output: (chunk) => this.#packet(encoding, chunk),
      error: (e) => this.#onFailure(e.message),
    });
    const encoding: Encoding = { encoder, fromMs, packets: 0 };
    encoder.configure({ codec: 'opus', sampleRate, numberOfChannels: 1, bitrate, opus: { frameDuration: packetMs * 1000 } });
    return encoding;
  }

  #packet(encoding: Encoding, chunk: EncodedAudioChunk): void {
    const positionMs = encoding.fromMs + encoding.packets * packetMs - encoderDelayMs;
    encoding.packets += 1;
    const opus = new Uint8Array(chunk.byteLength);
    chunk.copyTo(opus);
    this.#onPacket({ atMs: this.#placing.momentOf(positionMs, Math.min(...this.#ahead) + (this.#hallAheadMs() ?? 0)), opus });
  }

  async #endEncoding(): Promise<void> {
    const ended = this.#encoding;
    this.#encoding = null;
    if (ended?.encoder.state !== 'configured') return;
    await ended.encoder.flush();
    ended.encoder.close();
  }
}

/** A microphone of two channels says the same into both. */
function monoOf(data: AudioData): AudioData {
  if (data.numberOfChannels === 1) return data;
  const samples = new Float32Array(data.numberOfFrames);
  data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
  return new AudioData({ format: 'f32-planar', sampleRate: data.sampleRate, numberOfFrames: data.numberOfFrames, numberOfChannels: 1, timestamp: data.timestamp, data: samples });
}
