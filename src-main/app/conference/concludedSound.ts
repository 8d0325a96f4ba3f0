import { randomUUID } from 'node:crypto';
import { systemActor } from '#shared/domain/actor.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { remoteTracks, soundSpans, without } from '#shared/domain/remote/recorded.ts';
import { remoteCaptureId } from '#shared/domain/hall.ts';
import type { Span } from '#shared/domain/timeline.ts';
import type { Recorder } from '../ports/index.ts';
import type { RemoteSoundDeps } from './remoteSound.ts';

/** Until the page has heard that it is to keep something, and of the hall's own opening. */
const beginsWithinMs = 3000;
/** As with the hall's own sound, shorter ones are nothing that could have been said. */
const shortestMs = 150;

const cause = 'the participant\'s page has not handed it over';

interface Deps extends Pick<RemoteSoundDeps, 'tracks' | 'hearings' | 'segments'> {
  recorder: Pick<Recorder, 'settle'>;
}

/** What has not come of somebody's own sound, although it was to be recorded: UTC. */
export function missingSound(hearing: Hearing, participantId: string, heard: readonly Span[]): Span[] {
  const wanted = soundSpans(hearing, participantId, 0); // all of them have ended
  const isSlowStart = ({ fromMs, toMs }: Span): boolean => toMs - fromMs < beginsWithinMs && wanted.some((span) => span.fromMs === fromMs);
  return without(wanted, heard).filter((span) => span.toMs - span.fromMs >= shortestMs && !isSlowStart(span));
}

/**
 * After a hearing, also when a console was killed meanwhile: every file of those elsewhere has its row, and what is missing
 * is a gap of their track, like one of the hall's. May be repeated.
 */
export async function concludeSound({ tracks, hearings, segments, recorder }: Deps, hearingId: string): Promise<void> {
  const loaded = await hearings.load(hearingId);
  if (!loaded || loaded.hearing.zeroUtcMs === null || remoteTracks(loaded.hearing).length === 0) return;
  const { hearing } = loaded;
  const zeroUtcMs = loaded.hearing.zeroUtcMs;
  await tracks.close(hearingId);
  await recorder.settle(hearingId);
  await tracks.open(hearingId, new Set((await segments.of(hearingId)).map(({ path }) => path)));
  await tracks.close(hearingId);
  await recorder.settle(hearingId);
  const rows = await segments.of(hearingId);
  for (const { participantId, soundSinceMs } of hearing.remotes) {
    if (soundSinceMs === null) continue;
    const captureId = remoteCaptureId(participantId);
    const heard = rows.filter((row) => row.captureId === captureId).map(({ startMs, endMs }) => ({ fromMs: startMs + zeroUtcMs, toMs: endMs + zeroUtcMs }));
    const isKnown = ({ fromMs }: Span): boolean => hearing.gaps.some((gap) => gap.captureId === captureId && gap.fromMs === Math.round(fromMs));
    for (const span of missingSound(hearing, participantId, heard).filter((each) => !isKnown(each))) await noteGap(hearings, hearingId, captureId, span);
  }
}

async function noteGap(hearings: Deps['hearings'], hearingId: string, captureId: string, { fromMs, toMs }: Span): Promise<void> {
  await hearings.execute(hearingId, randomUUID(), { type: 'captureLost', captureId, fromMs: Math.round(fromMs), untilMs: Math.round(toMs), cause }, systemActor);
}
