/** Of Chromium, not of the standard yet. */
type KeyFrameOptions = { encodingOptions: { keyFrame: boolean }[] };
type KeyFrameSender = Omit<RTCRtpSender, 'setParameters'> & { setParameters(parameters: RTCRtpSendParameters, options: KeyFrameOptions): Promise<void> };

/** The picture sent next is a whole one. */
export async function sendKeyFrameOf(video: RTCRtpSender | undefined): Promise<void> {
  const parameters = video?.getParameters();
  if (!video || !parameters || parameters.encodings.length === 0) return;
  const options: KeyFrameOptions = { encodingOptions: parameters.encodings.map(() => ({ keyFrame: true })) };
  await (video as KeyFrameSender).setParameters(parameters, options);
}
