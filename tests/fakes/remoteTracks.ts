import type { PlacedFrame, PlacedPacket, RemoteTrack, RemoteTracks } from '#main/app/ports/index.ts';

/** Keeps in memory what would be in files. */
export class MemoryTracks implements RemoteTracks {
  readonly kept: { track: RemoteTrack; packets: PlacedPacket[] }[] = [];
  readonly frames: { track: RemoteTrack; frames: PlacedFrame[] }[] = [];
  readonly closed: string[] = [];
  /** Of each call, until the disk is full. */
  takes = Infinity;

  open: RemoteTracks['open'] = async () => ({ keyOf: (participantId) => Buffer.alloc(32, participantId).toString('base64'), leftOver: [] });
  append: RemoteTracks['append'] = async (track, packets) => {
    const kept = Math.min(packets.length, this.takes);
    if (kept > 0) this.kept.push({ track, packets: packets.slice(0, kept) });
    return { kept, failure: kept < packets.length ? 'no space left' : null };
  };
  appendFrames: RemoteTracks['appendFrames'] = async (track, frames) => {
    const kept = Math.min(frames.length, this.takes);
    if (kept > 0) this.frames.push({ track, frames: frames.slice(0, kept) });
    return { kept, failure: kept < frames.length ? 'no space left' : null };
  };
  close: RemoteTracks['close'] = async (hearingId) => { this.closed.push(hearingId); };
}
