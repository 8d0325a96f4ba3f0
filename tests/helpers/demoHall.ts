import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDemoVoices } from '#main/recorder/media/demoVoices.ts';
import { runToEnd } from '#main/process/runner.ts';

/** Clips of the demonstration hall, made once per machine: they are the same for every test. */
export async function demoClips(): Promise<string> {
  const clipDir = join(tmpdir(), 'courtroom-demo-clips');
  const made = await ensureDemoVoices(clipDir, runToEnd);
  if (!made.ok) throw new Error(made.error.detail);
  return clipDir;
}
