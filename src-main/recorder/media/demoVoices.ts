import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Finished, runToEnd } from '#main/process/runner.ts';
import { wavHeader } from './listeningPlan.ts';
import { conversation, conversationLoopS, slotS, voiceFileName, type Line, type Voice } from './conversation.ts';

/**
 * The voices of the demonstration hall: for each microphone one clip as long as the whole
 * conversation, with its own lines in their places and quiet room noise everywhere else.
 */

const rateHz = 48_000;
const lineDelayS = 0.5;
const beep = { hz: 1000, lengthS: 0.04, amplitude: 1600 };
/** About −72 dBFS: a microphone that gives perfect zeros is broken, and this one is not. */
const noiseAmplitude = 8;
const timeoutMs = 30_000;

type Run = typeof runToEnd;

/** Changes whenever the conversation or the way the clips are made changes. */
const edition = createHash('sha256').update(JSON.stringify({ conversation, beep, lineDelayS, noiseAmplitude })).digest('hex');

const failed = (program: string, detail: string): Result<never> =>
  err(appError('demo.voices_failed', { params: { program }, detail }));

async function runOk(run: Run, program: string, args: string[]): Promise<Result<Finished>> {
  const done = await run(program, args, { timeoutMs });
  if (!done.ok) return failed(program, done.error.detail ?? done.error.code);
  return done.value.code === 0 ? done : failed(program, done.value.stderr.slice(-500));
}

/** One spoken line as samples; espeak-ng speaks at 22,050 Hz, the hall records at 48,000. */
async function speak(run: Run, line: Line, voice: Voice, spokenPath: string): Promise<Result<Int16Array>> {
  const spoken = await runOk(run, 'espeak-ng', ['-v', voice.espeak, '-p', String(voice.pitch), '-s', String(voice.wordsPerMinute), '-w', spokenPath, line.text]);
  if (!spoken.ok) return spoken;
  const raw = await runOk(run, 'ffmpeg', ['-nostdin', '-v', 'error', '-i', spokenPath, '-af', 'volume=-6dB', '-ac', '1', '-ar', String(rateHz), '-f', 's16le', '-']);
  if (!raw.ok) return raw;
  const bytes = Uint8Array.from(raw.value.stdout);
  return ok(new Int16Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 2)));
}

/** Room noise with a beep at every slot's start. The noise is the same every time: a test's clip is everybody's clip. */
function emptyClip(): Int16Array {
  const clip = new Int16Array(conversationLoopS * rateHz);
  let seed = 1;
  for (let i = 0; i < clip.length; i += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const intoSlot = i % (slotS * rateHz);
    const tone = intoSlot < beep.lengthS * rateHz ? Math.cos((2 * Math.PI * beep.hz * intoSlot) / rateHz) * beep.amplitude : 0;
    clip[i] = tone + ((seed >>> 16) / 32_768 - 1) * noiseAmplitude;
  }
  return clip;
}

/** A line longer than its slot loses its end rather than talking over the next beep. */
function place(clip: Int16Array, line: Int16Array, slot: number): void {
  const start = (slot * slotS + lineDelayS) * rateHz;
  clip.set(line.subarray(0, (slotS - 2 * lineDelayS) * rateHz), start);
}

/** Complete under its name, or not there at all. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

async function makeVoice(run: Run, clipDir: string, voice: Voice): Promise<Result<void>> {
  const clip = emptyClip();
  const spokenPath = join(clipDir, `spoken-${voice.voice}.wav`);
  for (const [slot, line] of conversation.lines.entries()) {
    if (line.voice !== voice.voice) continue;
    const samples = await speak(run, line, voice, spokenPath);
    if (!samples.ok) return samples;
    place(clip, samples.value, slot);
  }
  await rm(spokenPath, { force: true });
  await writeWhole(join(clipDir, voiceFileName(voice.voice)), Buffer.concat([wavHeader(clip.length, rateHz), new Uint8Array(clip.buffer)]));
  return ok(undefined);
}

/**
 * Makes the clips unless this edition of them is already there. The edition is written last, so a
 * set-up that was interrupted is done again.
 */
export async function ensureDemoVoices(clipDir: string, run: Run): Promise<Result<void>> {
  const editionPath = join(clipDir, 'edition.txt');
  if ((await readFile(editionPath, 'utf8').catch(() => '')) === edition) return ok(undefined);
  await mkdir(clipDir, { recursive: true });
  for (const voice of conversation.voices) {
    const made = await makeVoice(run, clipDir, voice);
    if (!made.ok) return made;
  }
  await writeWhole(editionPath, edition);
  return ok(undefined);
}
