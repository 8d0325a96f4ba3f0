import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { audioCaptureId } from '#shared/domain/hall.ts';
import { messageOf } from '#shared/domain/errors.ts';
import type { HallSound, Log } from '#main/app/ports/index.ts';
import { TrackPackets } from './mixPackets.ts';

/** As the recorder calls the track of all microphones together. */
const mix = 'mix';
/** Clusters of sound are 50 ms long. */
const lookEveryMs = 100;
const pieceBytes = 256 * 1024;

interface Growing {
  number: number;
  file: FileHandle;
  at: number;
  packets: TrackPackets;
}

/** The hall's mixed sound as the recorder writes it, read behind its pen: nothing is opened or encoded a second time. */
export const hallSoundIn = (recordingsDir: string, log: Log): HallSound => ({
  follow({ hearingId, runId }, onPacket) {
    const dir = join(recordingsDir, hearingId, runId, audioCaptureId);
    const ending = new AbortController();
    void followFiles(dir, ending.signal, onPacket).catch((e: unknown) => log.warn('observers', `no sound: ${messageOf(e)}`));
    return () => ending.abort();
  },
});

async function followFiles(dir: string, signal: AbortSignal, onPacket: Parameters<HallSound['follow']>[1]): Promise<void> {
  let growing: Growing | null = null;
  try {
    while (!signal.aborted) {
      const hadMore: boolean = growing !== null && (await readOn(growing, signal, onPacket));
      if (hadMore) continue;
      growing = await newest(dir, growing);
      await sleep(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  } finally {
    await growing?.file.close();
  }
}

async function readOn(growing: Growing, signal: AbortSignal, onPacket: Parameters<HallSound['follow']>[1]): Promise<boolean> {
  const { bytesRead, buffer } = await growing.file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, growing.at);
  growing.at += bytesRead;
  for (const packet of growing.packets.take(buffer.subarray(0, bytesRead))) if (!signal.aborted) onPacket(packet);
  return bytesRead > 0;
}

/** Another file, once there is one; a disk that is away has none. */
async function newest(dir: string, growing: Growing | null): Promise<Growing | null> {
  const numbers = (await readdir(dir).catch(() => [])).flatMap((name) => (/^\d{5}\.mkv$/.test(name) ? [Number(name.slice(0, 5))] : []));
  const number = Math.max(-1, ...numbers);
  if (number < 0 || number === growing?.number) return growing;
  const file = await open(join(dir, `${String(number).padStart(5, '0')}.mkv`));
  await growing?.file.close();
  return { number, file, at: 0, packets: new TrackPackets(mix) };
}
