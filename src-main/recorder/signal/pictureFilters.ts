import { idEnd } from './readingLines.ts';

/**
 * What is measured of one camera. Frames are left out before anything is done with the rest, and what is
 * left is made small: averaged, so that its edges are those of things and not of the sensor's noise, and yet
 * no noise at all can be told from some.
 */

/** Enough to tell a frozen picture in time; each reading costs 3 ms. */
const readingsPerSecond = 2.5;

/** A blur of 6 pixels at 1080p still shows at this size; at half of it, no longer. */
const size = '320:180';

/** The bright side of every edge, in the place of the first colour: mean brightness and mean edge in one look. */
const edgesAsColour = "shuffleplanes=0:0:0:0,convolution=1m='0 -1 0 -1 4 -1 0 -1 0':threads=1";

/** `signalstats` works out hue for every point of colour: with a quarter of them it costs a third. */
const fewerColours = 'scale=flags=area,format=yuv420p';

/**
 * A reading is about thirty lines, five of which are wanted. They travel in packets of this size instead of one for
 * each line (150 a second for two cameras, which cost the recorder more than all its other packets).
 */
const packetBytes = 990;

/** As much of no meaning follows each reading, so that nothing waits for the next one. ffmpeg prints 127 characters of a line and drops its end. */
const fillingChars = 110;
const filling = Array.from({ length: packetBytes / fillingChars }, (_, i) => `metadata=mode=add:key=filling${i}:value=${'.'.repeat(fillingChars)}`);

/**
 * Filters of one camera's branch, about 2.5 readings a second as packets to the loopback `port`, the camera's
 * id last. Frames are counted, not timed: the wall clock may be set while recording. 0.004 to 0.008 of a core
 * at 1080p25. What comes out is for `unseen`.
 */
export function pictureMeter(cameraId: string, fps: number, port: number): string {
  const every = Math.max(1, Math.round(fps / readingsPerSecond));
  return [
    `select='not(mod(n,${every}))'`, `scale=${size}:flags=area`, 'format=gray', 'format=yuv444p',
    edgesAsColour, fewerColours, 'signalstats=threads=1',
    `metadata=mode=add:key=cam:value=${cameraId}${idEnd}`,
    ...filling,
    `metadata=mode=print:file=udp\\\\://127.0.0.1\\\\:${port}?pkt_size=${packetBytes}`,
  ].join(',');
}

/**
 * Output of a picture's metering branch, after that of the recording. Without `passthrough` the frames left out
 * would be made up for and counted as doubled. ffmpeg then tells the time of this output as its `out_time`, which
 * goes on in steps of 400 ms.
 */
export const unseen = ['-fps_mode', 'passthrough', '-f', 'null', '-'];
