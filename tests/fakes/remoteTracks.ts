import type { PlacedPacket, RemoteTrack, RemoteTracks } from '#main/app/ports/index.ts';

/** Keeps in memory what would be in files. */
export class MemoryTracks implements RemoteTracks {
  readonly kept: { track: RemoteTrack; packets: PlacedPacket[] }[] = [];
  readonly closed: string[] = [];
  isFull = false;

  open: RemoteTracks['open'] = async () => ({ keyOf: (participantId) => Buffer.alloc(32, participantId).toString('base64'), leftOver: [] });
  append: RemoteTracks['append'] = async (track, packets) => {
    if (this.isFull) throw new Error('no space left');
    this.kept.push({ track, packets: [...packets] });
  };
  close: RemoteTracks['close'] = async (hearingId) => { this.closed.push(hearingId); };
}
