import type { Clock, LivePlaces } from '#main/app/ports/index.ts';
import { readAddresses } from './edgeState.ts';
import { rtmpUrl, type EdgeApp } from './signedUrls.ts';

/**
 * Where captures push live pictures and pull pushed cameras from. The address outlives the edge's process, so it is
 * given whether or not that is up just now: a push is tried again every second.
 */
export function edgeUrls(stateDir: string, clock: Pick<Clock, 'nowMs'>): LivePlaces {
  const url = async (app: EdgeApp, name: string): Promise<string | null> => {
    const edge = await readAddresses(stateDir);
    return edge && rtmpUrl(app, name, edge, clock.nowMs());
  };
  return { pushUrl: (cameraId) => url('live', cameraId), pullUrl: (streamKey) => url('in', streamKey) };
}
