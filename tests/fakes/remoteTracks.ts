import type { PlacedPacket, RemoteTrack, RemoteTracks } from '#main/app/ports/index.ts';

/** Keeps in memory what would be in files. */
export class MemoryTracks implements RemoteTracks {
  readonly kept: { track: RemoteTrack; packets: PlacedPacket[] }[] = [];
  readonly closed: string[] = [];
  /** Of each call, until the disk is full. */
  takes = Infinity;

  open: RemoteTracks['open'] = async () => ({ keyOf: (participantId) => Buffer.alloc(32, participantId).toString('base64'), leftOver: [] });
  append: RemoteTracks['append'] = async (track, packets) => {
    const kept = Math.min(packets.length, this.takes);
    if (kept > 0) this.kept.push({ track, packets: packets.slice(0, kept) });
    return { kept, failure: kept < packets.length ? 'no space left' : null };
  };
  close: RemoteTracks['close'] = async (hearingId) => { this.closed.push(hearingId); };
}
