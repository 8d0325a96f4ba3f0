import { assertNever } from '#shared/domain/result.ts';
import type { Camera, Microphone } from '#shared/domain/hall.ts';
import type { ArgumentContext } from './context.ts';

/** Every packet gets the wall clock at which it arrived; the queue keeps a busy moment from losing frames. */
const wallClock = ['-use_wallclock_as_timestamps', '1', '-thread_queue_size', '512'];

/**
 * ffmpeg hands on an RTSP source's first packet with time zero instead of the wall clock (measured, 5.1).
 * The muxer then moves everything by that much, so such a picture or sound is left out.
 */
export const onTheWallClock = 'gt(t,1)';

/** Devices that say themselves what they send: nothing to analyse, and recording starts 1.4 s sooner. */
const noProbing = ['-probesize', '32', '-analyzeduration', '0', '-fpsprobesize', '0'];

/** A network source has to be looked at, but not for five seconds. */
const briefProbing = ['-analyzeduration', '1000000', '-fpsprobesize', '0'];

/** A frozen camera must not hang the capture for ever. */
const silenceLimitUs = '5000000';
const rtsp = (url: string, media: 'video' | 'audio') =>
  ['-rtsp_transport', 'tcp', '-allowed_media_types', media, '-timeout', silenceLimitUs, ...briefProbing, ...wallClock, '-i', url];

/** ffmpeg's input arguments for one camera; null when its source cannot be reached now. */
export function cameraInput(camera: Camera, context: Pick<ArgumentContext, 'syntheticSources' | 'pullUrl'>): string[] | null {
  const { source } = camera;
  const picture = ['-framerate', String(camera.fps), '-video_size', `${camera.widthPx}x${camera.heightPx}`];
  switch (source.type) {
    case 'v4l2': return ['-f', 'v4l2', ...picture, ...noProbing, ...wallClock, '-i', source.device];
    case 'dshow': return ['-f', 'dshow', '-rtbufsize', '100M', ...picture, ...noProbing, ...wallClock, '-i', `video=${source.device}`];
    case 'avfoundation': return ['-f', 'avfoundation', ...picture, ...noProbing, ...wallClock, '-i', source.device];
    case 'rtsp': return rtsp(source.url, 'video');
    case 'rtmp': return rtmp(context.pullUrl);
    case 'synthetic': return [...noProbing, '-thread_queue_size', '512', ...context.syntheticSources.camera(source.variant, camera)];
    default: return assertNever(source);
  }
}

/** A stream may announce sound that never comes: what the first packets show is enough (0.4 s instead of 12). */
const noSoundToWaitFor = ['-analyzeduration', '0', '-probesize', '2048', '-fpsprobesize', '0'];

/** `-timeout` would make ffmpeg wait for somebody to connect; for RTMP the limit is `rw_timeout`. */
const rtmp = (url: string | null): string[] | null =>
  url === null ? null : ['-rw_timeout', silenceLimitUs, ...noSoundToWaitFor, ...wallClock, '-i', url];

/**
 * PulseAudio says what it sends, so that its first samples need not be waited for while the source is opened: one that
 * was idle takes up to 2 s to give them, and sources are opened one after the other (sixteen null sinks' monitors:
 * 16 to 32 s with `noProbing`, 1.3 to 2.5 s so).
 */
const openedUnheard = ['-nofind_stream_info'];

/** PulseAudio says itself how old its samples are; at their arrival they would be taken for 40 ms younger. */
const ownWallClock = ['-wallclock', '1', '-thread_queue_size', '512'];

/**
 * 40 ms of mono 16-bit sound: with the server's own choice, sound would arrive in lumps of up to 2 s. Waking up twice
 * as often costs half as much again (3.5 % of a core for a microphone instead of 2.3 %).
 */
const pulseFragmentBytes = '3840';

export function microphoneInput(microphone: Microphone, context: Pick<ArgumentContext, 'syntheticSources'>): string[] {
  const { source } = microphone;
  switch (source.type) {
    case 'pulse': {
      const server = source.server === undefined ? [] : ['-server', source.server];
      return ['-f', 'pulse', ...server, '-sample_rate', '48000', '-channels', '1', '-fragment_size', pulseFragmentBytes, ...openedUnheard, ...ownWallClock, '-i', source.device];
    }
    case 'alsa': return ['-f', 'alsa', '-sample_rate', '48000', ...noProbing, ...wallClock, '-i', source.device];
    case 'dshow': return ['-f', 'dshow', '-audio_buffer_size', '50', ...noProbing, ...wallClock, '-i', `audio=${source.device}`];
    case 'avfoundation': return ['-f', 'avfoundation', ...noProbing, ...wallClock, '-i', `:${source.device}`];
    case 'rtsp': return rtsp(source.url, 'audio');
    case 'synthetic': return [...noProbing, '-thread_queue_size', '512', ...context.syntheticSources.microphone(source.voice)];
    default: return assertNever(source);
  }
}

/**
 * Stands in for a microphone that cannot be read, so that the tracks keep their order. ffmpeg waits
 * for its slowest input: one stalled microphone would stop the sound of all (measured with ffmpeg 5.1).
 */
export const absentMicrophoneInput = [
  '-thread_queue_size', '512', '-f', 'lavfi', '-i',
  "anullsrc=r=48000:cl=mono,arealtime,asettb=1/48000,asetpts='if(eq(N,0),st(0,round(time(0)*SR)));ld(0)+N'",
];

/** Reads a few packets and ends: does this microphone deliver? */
export const microphoneTrial = (microphone: Microphone, context: Pick<ArgumentContext, 'syntheticSources'>): string[] =>
  ['-hide_banner', '-nostdin', '-loglevel', 'level+warning', ...microphoneInput(microphone, context), '-map', '0:a:0', '-frames:a', '3', '-f', 'null', '-'];
