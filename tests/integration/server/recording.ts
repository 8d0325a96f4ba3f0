import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface RunPlan { runId: string; startS: number; lengthS: number }

/**
 * A small recording as the recorder leaves it: 2 s Matroska segments whose timestamps are positions on
 * the hearing's timeline. The brightness of the picture tells the position within the run:
 * luma = 30 + 10 × seconds.
 */
export async function makeRecording(dir: string, plans: RunPlan[], cameras: string[]): Promise<void> {
  for (const plan of plans) {
    for (const camera of cameras) await makeCamera(join(dir, plan.runId, camera), plan);
    await makeAudio(join(dir, plan.runId, 'audio'), plan);
  }
}

const segmented = (dir: string, startS: number) =>
  ['-output_ts_offset', String(startS), '-f', 'segment', '-segment_time', '2', '-segment_format', 'matroska', join(dir, '%05d.mkv')];

async function makeCamera(dir: string, { startS, lengthS }: RunPlan): Promise<void> {
  await mkdir(dir, { recursive: true });
  const picture = `color=black:s=160x90:r=25:d=${lengthS},geq=lum='30+10*T':cb=128:cr=128`;
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '10', '-g', '25', '-pix_fmt', 'yuv420p'];
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, ...encode, ...segmented(dir, startS)], { timeout: 30_000 });
}

async function makeAudio(dir: string, { startS, lengthS }: RunPlan): Promise<void> {
  await mkdir(dir, { recursive: true });
  const tones = [330, 440].flatMap((hz) => ['-f', 'lavfi', '-i', `sine=${hz}:d=${lengthS}`]);
  const tracks = ['-filter_complex', '[0][1]amix=2[m]', '-map', '0', '-map', '1', '-map', '[m]', '-metadata:s:a:2', 'title=mix'];
  await run('ffmpeg', ['-v', 'error', '-y', ...tones, ...tracks, '-c:a', 'libopus', '-b:a', '48k', ...segmented(dir, startS)], { timeout: 30_000 });
}

export interface RecordedFile { path: string; kind: 'audio' | 'video'; bytes: Buffer }

export async function recordedFiles(dir: string): Promise<RecordedFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((e) => e.isFile()).map((e) => relative(dir, join(e.parentPath, e.name))).toSorted();
  return Promise.all(paths.map(async (path) => ({ path, kind: path.includes('/audio/') ? 'audio' : 'video', bytes: await readFile(join(dir, path)) })));
}
