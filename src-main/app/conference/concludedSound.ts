import { randomUUID } from 'node:crypto';
import { nextFrameWithinMs } from '#shared/conference/pictures.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { Remote } from '#shared/domain/remote/remote.ts';
import { remoteTracks, soundSpans, without } from '#shared/domain/remote/recorded.ts';
import { remoteCaptureId, remotePictureId } from '#shared/domain/hall.ts';
import type { Span } from '#shared/domain/timeline.ts';
import type { Recorder } from '../ports/index.ts';
import type { RemoteSoundDeps } from './remoteSound.ts';

/** Until the page has heard that it is to keep something, and of the hall's own opening. */
const beginsWithinMs = 3000;
/** As with the hall's own sound, shorter ones are nothing that could have been said. */
const shortestMs = 150;

/** A link that carries little brings few pictures; as many as one in this time are a picture still. */
const shortestPictureMs = nextFrameWithinMs;

const soundCause = 'the participant\'s page has not handed it over';
const pictureCause = 'the picture did not arrive at the hall';

interface Deps extends Pick<RemoteSoundDeps, 'tracks' | 'hearings' | 'segments'> {
  recorder: Pick<Recorder, 'settle'>;
}

/** What has not come of somebody's own sound, or of their picture, although it was to be recorded: UTC. */
export function missingSound(hearing: Hearing, participantId: string, heard: readonly Span[], atLeastMs = shortestMs): Span[] {
  const wanted = soundSpans(hearing, participantId, 0); // all of them have ended
  const isSlowStart = ({ fromMs, toMs }: Span): boolean => toMs - fromMs < beginsWithinMs && wanted.some((span) => span.fromMs === fromMs);
  return without(wanted, heard).filter((span) => span.toMs - span.fromMs >= atLeastMs && !isSlowStart(span));
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
  for (const { captureId, participantId, atLeastMs, cause } of hearing.remotes.flatMap(recordedOf)) {
    const heard = rows.filter((row) => row.captureId === captureId).map(({ startMs, endMs }) => ({ fromMs: startMs + zeroUtcMs, toMs: endMs + zeroUtcMs }));
    const isKnown = ({ fromMs }: Span): boolean => hearing.gaps.some((gap) => gap.captureId === captureId && gap.fromMs === Math.round(fromMs));
    const missing = missingSound(hearing, participantId, heard, atLeastMs).filter((each) => !isKnown(each));
    for (const { fromMs, toMs } of missing) {
      await hearings.execute(hearingId, randomUUID(), { type: 'captureLost', captureId, fromMs: Math.round(fromMs), untilMs: Math.round(toMs), cause }, systemActor);
    }
  }
}

interface RecordedTrack { captureId: string; participantId: string; atLeastMs: number; cause: string }

const recordedOf = ({ participantId, soundSinceMs, pictureSinceMs }: Remote): RecordedTrack[] => [
  ...(soundSinceMs === null ? [] : [{ captureId: remoteCaptureId(participantId), participantId, atLeastMs: shortestMs, cause: soundCause }]),
  ...(pictureSinceMs === null ? [] : [{ captureId: remotePictureId(participantId), participantId, atLeastMs: shortestPictureMs, cause: pictureCause }]),
];
