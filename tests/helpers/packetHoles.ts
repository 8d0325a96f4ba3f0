import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '#main/process/runner.ts';

interface Packet { stream: string; fromMs: number; toMs: number }

async function packetsOf(path: string): Promise<Packet[]> {
  const probed = await runToEnd('ffprobe', ['-v', 'error', '-show_entries', 'packet=stream_index,pts_time,duration_time', '-of', 'csv=p=0', path], { timeoutMs: 30_000 });
  if (!probed.ok || probed.value.code !== 0) throw new Error(`${path} cannot be read`);
  return probed.value.stdout.toString().split('\n').filter((line) => line !== '').map((line) => {
    const [stream = '', pts, duration] = line.split(',');
    return { stream, fromMs: Number(pts) * 1000, toMs: (Number(pts) + Number(duration)) * 1000 };
  });
}

/** The longest stretch of a capture's run in which one of its tracks has nothing, from packet to packet through all its files. */
export async function longestPacketHoleMs(captureDir: string): Promise<number> {
  const untilMs = new Map<string, number>();
  let longestMs = 0;
  for (const file of (await readdir(captureDir)).filter((name) => name.endsWith('.mkv')).toSorted()) {
    for (const { stream, fromMs, toMs } of await packetsOf(join(captureDir, file))) {
      longestMs = Math.max(longestMs, fromMs - (untilMs.get(stream) ?? fromMs));
      untilMs.set(stream, toMs);
    }
  }
  if (untilMs.size === 0) throw new Error(`${captureDir} holds nothing`);
  return longestMs;
}
