import { join } from 'node:path';
import { clockFilters, type PictureSize } from './pictureClock.ts';
import { accentOf, readableClockFilters, stillFilters } from './testPicture.ts';
import { conversationLoopS, voiceFileName } from './conversation.ts';

/**
 * The devices of the demonstration hall as ffmpeg inputs. ffmpeg makes them by itself: there is no
 * helper process that could die with the console. Timestamps are the wall clock (UTC) in seconds, so
 * these inputs must not be given `-use_wallclock_as_timestamps`.
 */

/**
 * Up to here a stalled camera sends afterwards what it saw meanwhile, as a network camera does, whose pictures wait in
 * its buffers; beyond, it jumps to the present. A capture that writes nothing for longer is ended anyway.
 */
const maxLagMs = 3000;

/**
 * Next frame's time in ms: one period after the last, drawn gently towards the wall clock. The frames
 * are as evenly spaced as those of a camera with a clock of its own, never drift away, never go back.
 */
function frameTime(fps: number): string {
  const periodMs = 1000 / fps;
  const now = 'time(0)*1000';
  const expected = `(ld(0)+${periodMs})`;
  const pull = `clip((${now}-${expected})*0.02,-${periodMs / 20},${periodMs / 20})`;
  return `floor(st(0,if(eq(N,0)+gt(${now}-${expected},${maxLagMs}),${now},${expected}+${pull}))+0.5)`;
}

/** A moving picture of a courtroom whose every frame shows its own timestamp, for people and for programs. */
export function syntheticCameraInput(variant: number, camera: PictureSize & { fps: number }, utcOffsetMinutes = -new Date().getTimezoneOffset()): string[] {
  const { widthPx, heightPx, fps } = camera;
  const size = `s=${widthPx}x${heightPx}:r=${fps}`;
  const side = Math.max(4, Math.round(widthPx / 64) * 2);
  const still = [`color=c=gray:${size}`, 'trim=end_frame=1', 'format=yuv420p', ...stillFilters(variant, camera), 'loop=loop=-1:size=1', `settb=1/${fps}`, 'setpts=N'];
  const mover = [`color=c=${accentOf(variant)}:s=${side}x${side}:r=${fps}`, 'format=yuv420p'];
  const across = `x='(W-w)*(0.5+0.5*sin(t*${0.7 + variant / 10}))':y='H*0.872-h'`;
  const timed = ['settb=1/1000', `realtime=limit=${maxLagMs / 1000}`, `setpts='${frameTime(fps)}'`];
  const clocks = [...clockFilters(camera), ...readableClockFilters(camera, utcOffsetMinutes)];
  const graph = `${mover.join(',')}[mover];${still.join(',')}[still];[still][mover]overlay=${across},${[...timed, ...clocks].join(',')}`;
  // Without this ffmpeg reads 41 frames to guess the frame rate before it writes the first: 1.6 s.
  return ['-fpsprobesize', '0', '-f', 'lavfi', '-i', graph];
}

/** A value inside a filter inside a graph: escaped once for each of the two parsers that read it. */
const filterValue = (value: string): string =>
  value.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');

/**
 * One voice of the conversation. The clip is as long as the conversation; playing starts where the
 * wall clock stands in it, and a sample's timestamp follows from its place in the clip alone. So all
 * microphones agree to the sample, after any restart, and nobody talks over anybody. The clip carries
 * a short 1 kHz beep at every multiple of ten seconds.
 */
export function syntheticMicrophoneInput(voice: number, clipDir: string): string[] {
  const path = join(clipDir, voiceFileName(voice)).replaceAll('\\', '/');
  const blockS = 2048 / 48_000;
  const phase = `mod(time(0),${conversationLoopS})-${blockS.toFixed(6)}`;
  const seek = `aselect='if(ld(1),1,if(eq(n,0),st(0,${phase}),0);st(1,gte(t,ld(0))))'`;
  // Where the clip would have begun, had it been playing all the time; kept from the first block on.
  const begun = `round((time(0)-T)/${conversationLoopS})*${conversationLoopS}`;
  const timed = `asetpts='if(eq(N,0),st(0,(${begun}+T)*SR));ld(0)+N'`;
  // At its end `amovie` begins again at zero, and the pacer would take that for being an hour behind.
  const endless = ['asettb=1/48000', `asetpts='if(eq(N,0),st(0,PTS),0);ld(0)+N'`];
  const graph = [`amovie=${filterValue(path)}:loop=0`, ...endless, seek, 'arealtime=limit=3600', timed].join(',');
  return ['-f', 'lavfi', '-i', graph];
}
