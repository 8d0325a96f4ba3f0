import { runToEnd } from '../../../src-main/process/runner.ts';

const probe = async (path: string): Promise<string> => {
  const done = await runToEnd('ffprobe', ['-v', 'error', '-show_entries', 'packet=stream_index,pts_time', '-of', 'csv=p=0', path], { timeoutMs: 60_000 });
  if (!done.ok || done.value.code !== 0) throw new Error(`${path}: ${done.ok ? done.value.stderr : String(done.error.detail)}`);
  return done.value.stdout.toString();
};

/** Of every track of a capture: when its packets are, over all of its files in order. Nothing is decoded. ms. */
async function timesByTrack(files: readonly string[]): Promise<Map<string, number[]>> {
  const tracks = new Map<string, number[]>();
  for (const file of files) {
    for (const line of (await probe(file)).split('\n').filter((l) => l !== '')) {
      const [stream = '', seconds] = line.split(',');
      const times = tracks.get(stream) ?? [];
      times.push(Number(seconds) * 1000);
      tracks.set(stream, times);
    }
  }
  return tracks;
}

/** The packets of the first track: of a camera its pictures. */
export const packetTimesMs = async (files: readonly string[]): Promise<number[]> => (await timesByTrack(files)).get('0') ?? [];

/**
 * The longest step from one packet to the next, over all files of one capture in order, of whichever of its
 * tracks: what a hole would be seen by. ms.
 */
export async function longestPacketStepMs(files: readonly string[]): Promise<number> {
  const steps = [...(await timesByTrack(files)).values()].flatMap((times) => times.slice(1).map((atMs, i) => atMs - (times[i] ?? atMs)));
  return steps.reduce((longest, step) => Math.max(longest, step), 0);
}
