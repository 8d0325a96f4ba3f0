/** Of Chromium alone: a track whose pictures are written by a program. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { kind: 'video' });
  readonly writable: WritableStream<VideoFrame>;
}

export interface WrittenTrack {
  readonly track: MediaStreamTrack;
  /** Takes the picture over, and closes it when it was shown. */
  write: (frame: VideoFrame) => void;
  stop: () => void;
}

export function writtenTrack(): WrittenTrack {
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  const writer = track.writable.getWriter();
  return {
    track,
    write: (frame) => void writer.write(frame).catch(() => frame.close()),
    stop: () => track.stop(),
  };
}
