import { runToEnd } from '../../../src-main/process/runner.ts';

const probe = async (path: string): Promise<string> => {
  const done = await runToEnd('ffprobe', ['-v', 'error', '-show_entries', 'packet=stream_index,pts_time', '-of', 'csv=p=0', path], { timeoutMs: 60_000 });
  if (!done.ok || done.value.code !== 0) throw new Error(`${path}: ${done.ok ? done.value.stderr : String(done.error.detail)}`);
  return done.value.stdout.toString();
};

/**
 * The longest step from one packet to the next, over all files of one capture in order, of whichever of its
 * tracks: what a hole would be seen by. Nothing is decoded. ms.
 */
export async function longestPacketStepMs(files: readonly string[]): Promise<number> {
  const newestMs = new Map<string, number>();
  let longestMs = 0;
  for (const file of files) {
    for (const line of (await probe(file)).split('\n').filter((l) => l !== '')) {
      const [stream = '', seconds] = line.split(',');
      const atMs = Number(seconds) * 1000;
      const before = newestMs.get(stream);
      if (before !== undefined) longestMs = Math.max(longestMs, atMs - before);
      newestMs.set(stream, atMs);
    }
  }
  return longestMs;
}
