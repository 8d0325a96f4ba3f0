import type { Microphone } from '#shared/domain/hall.ts';
import { runToEnd } from '#main/process/runner.ts';
import type { SyntheticSources } from '../arguments/context.ts';
import { microphoneTrial } from '../arguments/inputs.ts';
import { causeOf } from './cause.ts';

interface Deps {
  ffmpegPath: string;
  syntheticSources: SyntheticSources;
}

/** A microphone that delivers nothing for so long would hold up all the others. PulseAudio may take 2 s to wake a source. */
const trialLimitMs = 2500;

export const silentCause = 'the microphone delivers no sound';

async function causeOfAbsence(deps: Deps, microphone: Microphone): Promise<string | null> {
  const tried = await runToEnd(deps.ffmpegPath, microphoneTrial(microphone, deps), { timeoutMs: trialLimitMs });
  if (!tried.ok) return silentCause;
  return tried.value.code === 0 ? null : causeOf(tried.value.stderr);
}

/** Tries each of these microphones by itself; those that do not deliver, and why. */
export async function absentMicrophones(deps: Deps, microphones: Microphone[]): Promise<Map<string, string>> {
  const causes = await Promise.all(microphones.map((microphone) => causeOfAbsence(deps, microphone)));
  return new Map(microphones.flatMap((microphone, i) => { const cause = causes[i]; return cause ? [[microphone.id, cause] as const] : []; }));
}
