import type { SegmentRow } from './store.ts';

/** A packet of Opus, 20 ms of sound from this position of the hearing's timeline on. */
export interface PlacedPacket {
  positionMs: number;
  opus: Uint8Array;
}

/** One picture of VP8, as it was encoded elsewhere. */
export interface PlacedFrame {
  positionMs: number;
  vp8: Uint8Array;
  /** Of a whole picture, which needs none before it; null: what has changed since the one before. */
  size: FrameSize | null;
}

export interface FrameSize {
  widthPx: number;
  heightPx: number;
}

export interface RemoteTrack {
  hearingId: string;
  runId: string;
  captureId: string;
}

/** How many of them, from the first on, are on disk; why not all of them, or null. */
export interface Appended {
  kept: number;
  failure: string | null;
}

/** The tracks of those who take part from elsewhere, beside the hall's and in files of the same kind. */
export interface RemoteTracks {
  /**
   * The keys of a hearing, by participant, base64: the same after every start until `close`. Also takes over what a console left
   * unfinished that was killed: rows of files that `known` does not name.
   */
  open(hearingId: string, known: ReadonlySet<string>): Promise<{ keyOf: (participantId: string) => string; leftOver: SegmentRow[] }>;
  append(track: RemoteTrack, packets: readonly PlacedPacket[]): Promise<Appended>;
  /** Positions ascend. What follows a failure, or more than a second without a picture, begins with a whole one. */
  appendFrames(track: RemoteTrack, frames: readonly PlacedFrame[]): Promise<Appended>;
  /** Every file of the hearing is finished and has its row; its keys are gone. */
  close(hearingId: string): Promise<void>;
}
