/** Why a capture ended, in plain words, from the last lines ffmpeg wrote. Pure. */

const meanings: [RegExp, string][] = [
  [/no space left on device/i, 'the disk is full'],
  [/device or resource busy/i, 'the device is in use by another program'],
  [/permission denied|operation not permitted/i, 'no permission to use the device'],
  [/401 unauthorized|403 forbidden/i, 'the camera refuses the name or password'],
  [/no such (file|device|process|entity)|cannot find|could not find|no such device or address/i, 'the device was not found'],
  [/connection refused|no route to host|network is unreachable|name or service not known|failed to resolve/i, 'the device cannot be reached over the network'],
  [/connection timed out|timed out|operation not supported by device/i, 'the device does not answer'],
  // PulseAudio's words for a server that has gone are the last of these.
  [/input\/output error|connection reset|broken pipe|end of file|generic error in an external library/i, 'the device was disconnected'],
  [/invalid data found|invalid argument|unable to/i, 'the device sends something that cannot be used'],
];

/** Addresses of cameras hold passwords, the live picture's address a secret: neither leaves this function. */
const withoutSecrets = (line: string): string => line.replace(/\b[a-z]+:\/\/\S+/gi, (url) => `${url.split('//')[0] ?? ''}//…`);

/** Complaints of the live picture's own queue never end a capture. */
const ofLivePicture = /^\[(fifo|rtmp|tcp|flv) @/;

export function causeOf(log: string): string {
  const lines = log.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => /\[(error|fatal|panic)\]/.test(line) && !ofLivePicture.test(line));
  for (const line of lines.toReversed()) {
    const meaning = meanings.find(([pattern]) => pattern.test(line))?.[1];
    if (meaning) return `${meaning} (${withoutSecrets(line)})`;
  }
  return 'the process was ended from outside, without a word';
}

export const restartedCause = 'the computer was switched off or restarted';
/** Found in the files: the process went on. */
export const nothingCameCause = { video: 'no pictures came for a moment', audio: 'no sound came for a moment' };
export const stalledCause = 'no new media for more than a second';
export const hangingCause = 'no new media for 3 s although the process was alive';
