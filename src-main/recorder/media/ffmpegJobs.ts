import ffmpeg from 'fluent-ffmpeg';
import { z } from 'zod';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { structureProblem } from './matroskaChecksums.ts';

/**
 * Jobs of ffmpeg that end by themselves; the only file that knows fluent-ffmpeg. Captures do not come
 * here: fluent-ffmpeg cannot stop a process cleanly and its children die with us.
 */

const niceness = 10;
const timeoutS = 300;

const probeSchema = z.object({
  format: z.object({ start_time: z.coerce.number().catch(0), duration: z.coerce.number().nullable().catch(null) }),
  streams: z.array(z.object({
    index: z.int(),
    codec_type: z.string().catch('unknown'),
    codec_name: z.string().catch('unknown'),
    tags: z.record(z.string(), z.coerce.string()).catch({}),
  })),
});

export interface ProbedFile {
  startMs: number;
  /**
   * What a Matroska file that begins at a position calls its duration is the position of its end. Null
   * for a file whose recorder was killed: nobody wrote it down.
   */
  endMs: number | null;
  streams: { kind: string; codec: string; title: string; tags: Record<string, string> }[];
}

const failed = (detail: string): Result<never> => err(appError('media.failed', { detail }));

/** What a media file says about itself. */
export function probeFile(path: string): Promise<Result<ProbedFile>> {
  return new Promise((resolve) => {
    ffmpeg.ffprobe(path, (e: unknown, data: unknown) => {
      const probed = probeSchema.safeParse(data);
      if (e || !probed.success) return resolve(failed(e ? messageOf(e) : 'ffprobe said nothing that could be understood'));
      const { format, streams } = probed.data;
      resolve(ok({
        startMs: format.start_time * 1000,
        endMs: format.duration === null ? null : format.duration * 1000,
        streams: streams.map((s) => ({ kind: s.codec_type, codec: s.codec_name, title: s.tags['title'] ?? '', tags: s.tags })),
      }));
    });
  });
}

/** Everything a decoder can object to ends the job. */
const strict = ['-v', 'error', '-xerror', '-err_detect', 'crccheck+bitstream+buffer+explode', '-threads', '1'];
/** Opus is decoded to this; turning it into anything else costs a tenth of reading back. */
const asDecoded = ['-c:a', 'pcm_f32le'];
/** In the file's own time base: in that of the frame rate two frames of a busy camera may fall on one tick, which is a complaint. */
const nullOutput = ['-fps_mode', 'passthrough', '-enc_time_base:v', '-1', ...asDecoded, '-f', 'null'];
/** Said of every file whose recorder was killed; whether a file is too short is judged by its own sizes instead. */
const harmless = /File ended prematurely/;

/** Decodes these files to nowhere in one process; the first complaint, or null. */
function decode(paths: readonly string[], videoKeyFramesOnly: boolean): Promise<string | null> {
  const job = ffmpeg({ niceness, timeout: timeoutS });
  for (const path of paths) job.input(path).inputOptions([...strict, ...(videoKeyFramesOnly ? ['-skip_frame', 'nokey'] : [])]);
  // An output for each file: in a common one the streams of later files would wait for those of earlier ones.
  paths.forEach((_, i) => job.output('-').outputOptions(['-map', String(i), ...nullOutput]));
  return new Promise((resolve) => {
    const complaint = (text: string): string | null => text.split('\n').find((line) => line.trim() !== '' && !harmless.test(line)) ?? null;
    job.on('end', (_: string | null, stderr: string | null) => resolve(complaint(stderr ?? '')));
    job.on('error', (e: Error, _: string | null, stderr: string | null) => resolve(complaint(stderr ?? '') ?? e.message));
    job.run();
  });
}

export interface BadFile { path: string; why: string }

const isMatroska = (path: string): boolean => path.endsWith('.mkv');

async function structure(path: string): Promise<string | null> {
  try {
    return isMatroska(path) ? await structureProblem(path) : null;
  } catch (e) {
    return `not readable: ${messageOf(e)}`;
  }
}

/**
 * Reads files back: their own sizes and checksums, then every packet through its decoder at low
 * priority (with `videoKeyFramesOnly`, of pictures the key frames only). All in one process as long as
 * nothing is wrong; after a complaint, which does not name its file, each file by itself.
 */
export async function decodeCheck(paths: readonly string[], { videoKeyFramesOnly }: { videoKeyFramesOnly: boolean }): Promise<Result<{ bad: BadFile[] }>> {
  const bad: BadFile[] = [];
  const sound: string[] = [];
  for (const path of paths) {
    const why = await structure(path);
    if (why === null) sound.push(path);
    else bad.push({ path, why });
  }
  if (sound.length === 0 || (await decode(sound, videoKeyFramesOnly)) === null) return ok({ bad });
  if (!(await ffmpegRuns())) return err(appError('recorder.ffmpeg_missing'));
  for (const path of sound) {
    const why = await decode([path], videoKeyFramesOnly);
    if (why !== null) bad.push({ path, why });
  }
  return ok({ bad });
}

/** A picture of a segment is cut out in a second or two; a disk that hangs must not keep it for ever. */
const pictureTimeoutS = 20;
/** A camera with fewer pictures than one in this time shows nothing worth looking at. */
const lookBackMs = 2000;
const jpegStart = Buffer.from([0xff, 0xd8, 0xff]);

export interface Frame {
  jpeg: Buffer;
  /** Its place on the timeline of the file. */
  atMs: number;
}

/**
 * The last picture of a file that is not after `untilMs` of its timeline, as it lies on the disk: also of a file that is
 * still growing, from which it only reads. All pictures of the last moments are made, and the last of them is kept.
 */
export function lastFrame(path: string, untilMs: number): Promise<Result<Frame>> {
  const [from, to] = [(untilMs - lookBackMs) / 1000, untilMs / 1000 + 0.0005];
  const job = ffmpeg({ niceness, timeout: pictureTimeoutS }).input(path).inputOptions(['-v', 'info', '-copyts', '-threads', '1'])
    .outputOptions(['-map', '0:v:0', '-vf', `select='between(t,${from},${to})',showinfo`, '-fps_mode', 'passthrough', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '4', '-f', 'image2pipe']);
  const pictures: Buffer[] = [];
  return new Promise((resolve) => {
    job.on('error', (e: Error) => resolve(failed(e.message)));
    job.on('end', (_: string | null, stderr: string | null) => {
      const [all, times] = [Buffer.concat(pictures), [...(stderr ?? '').matchAll(/pts_time:([\d.]+)/gu)]];
      const [begin, atS] = [all.lastIndexOf(jpegStart), times.at(-1)?.[1]];
      resolve(begin < 0 || atS === undefined ? failed('no picture at that moment') : ok({ jpeg: all.subarray(begin), atMs: Number(atS) * 1000 }));
    });
    job.pipe().on('data', (piece: Buffer) => pictures.push(piece));
  });
}

/** A check that could not be made says nothing about the files. */
const ffmpegRuns = (): Promise<boolean> =>
  new Promise((resolve) => { ffmpeg.getAvailableFormats((e) => resolve(!e)); });

/** The shape in which the recorder asks: an answer for each file, in order; sound in full, of pictures the key frames. */
export async function checkClosedFiles(files: readonly { path: string }[]): Promise<Result<(string | null)[]>> {
  const checked = await decodeCheck(files.map((f) => f.path), { videoKeyFramesOnly: true });
  if (!checked.ok) return checked;
  const why = new Map(checked.value.bad.map((b) => [b.path, b.why]));
  return ok(files.map((f) => why.get(f.path) ?? null));
}
