import type { Microphone } from '#shared/domain/hall.ts';
import { runToEnd } from '#main/process/runner.ts';
import type { SyntheticSources } from '../arguments/context.ts';
import { microphoneTrial } from '../arguments/inputs.ts';
import { causeOf } from './cause.ts';

interface Deps {
  ffmpegPath: string;
  syntheticSources: SyntheticSources;
}

const trialLimitMs = 6000;
/** Once one has delivered, the others get so long; PulseAudio may take 2 s to wake a source. */
const graceMs = 2500;
export const silentCause = 'the microphone delivers no sound';

async function causeOfAbsence(deps: Deps, microphone: Microphone): Promise<string | null> {
  const tried = await runToEnd(deps.ffmpegPath, microphoneTrial(microphone, deps), { timeoutMs: trialLimitMs });
  if (!tried.ok) return silentCause;
  return tried.value.code === 0 ? null : causeOf(tried.value.stderr);
}

/** Tries each of these microphones by itself, all at once; those that do not deliver, and why. */
export async function absentMicrophones(deps: Deps, microphones: Microphone[]): Promise<Map<string, string>> {
  const absent = new Map(microphones.map(({ id }) => [id, silentCause]));
  const graceOver = Promise.withResolvers<void>();
  const trials = microphones.map(async (microphone) => {
    const cause = await causeOfAbsence(deps, microphone);
    if (cause === null) {
      absent.delete(microphone.id);
      setTimeout(graceOver.resolve, graceMs).unref();
    } else absent.set(microphone.id, cause);
  });
  await Promise.race([Promise.all(trials), graceOver.promise]);
  return new Map(absent);
}
