import type { SegmentRow } from './store.ts';

/** A packet of Opus, 20 ms of sound from this position of the hearing's timeline on. */
export interface PlacedPacket {
  positionMs: number;
  opus: Uint8Array;
}

export interface RemoteTrack {
  hearingId: string;
  runId: string;
  captureId: string;
}

/** The tracks of those who take part from elsewhere, beside the hall's and in files of the same kind. */
export interface RemoteTracks {
  /**
   * The keys of a hearing, by participant, base64: the same after every start until `close`. Also takes over what a console left
   * unfinished that was killed: rows of files that `known` does not name.
   */
  open(hearingId: string, known: ReadonlySet<string>): Promise<{ keyOf: (participantId: string) => string; leftOver: SegmentRow[] }>;
  /** How many of them, from the first on, are on disk when it resolves; why not all of them, or null. */
  append(track: RemoteTrack, packets: readonly PlacedPacket[]): Promise<{ kept: number; failure: string | null }>;
  /** Every file of the hearing is finished and has its row; its keys are gone. */
  close(hearingId: string): Promise<void>;
}
