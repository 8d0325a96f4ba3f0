import type { PictureLimit } from '#shared/conference/pictureLimit.ts';

/** Younger than TypeScript's lists, and unknown to Firefox and Safari, which keep to the bit rate alone. Turned pictures fit in as well. */
type Encoding = RTCRtpEncodingParameters & { scaleResolutionDownTo?: { maxWidth: number; maxHeight: number } };

/** Until it is told otherwise, whatever track is sent. */
export async function limitPictureOf(video: RTCRtpSender | undefined, { heightPx, frameRate, bitrate }: PictureLimit): Promise<void> {
  const parameters = video?.getParameters();
  if (!video || !parameters) return;
  const within: Encoding = { scaleResolutionDownTo: { maxWidth: Math.round((heightPx * 16) / 9), maxHeight: heightPx }, maxFramerate: frameRate, maxBitrate: bitrate };
  parameters.encodings = parameters.encodings.map((encoding) => ({ ...encoding, ...within }));
  await video.setParameters(parameters);
}
