import { createHash } from 'node:crypto';
import type { EdgeAddresses } from './edgeState.ts';

/** Pictures of the hall's captures; what network cameras push in. */
export type EdgeApp = 'live' | 'in';

/** node-media-server's signature: it opens one stream, for a limited time, and does not tell the secret. */
function signature(app: EdgeApp, name: string, secret: string, expiresAtS: number): string {
  const digest = createHash('md5').update(`/${app}/${name}-${expiresAtS}-${secret}`).digest('hex');
  return `sign=${expiresAtS}-${digest}`;
}

/** Long enough for any capture: its address cannot be renewed while it runs. */
const captureValidS = 30 * 24 * 3600;
const viewerValidS = 60;

export const rtmpUrl = (app: EdgeApp, name: string, edge: EdgeAddresses, nowMs: number): string =>
  `rtmp://127.0.0.1:${edge.rtmpPort}/${app}/${name}?${signature(app, name, edge.secret, Math.floor(nowMs / 1000) + captureValidS)}`;

export const flvUrl = (app: EdgeApp, name: string, edge: EdgeAddresses, nowMs: number): string =>
  `http://127.0.0.1:${edge.httpPort}/${app}/${name}.flv?${signature(app, name, edge.secret, Math.floor(nowMs / 1000) + viewerValidS)}`;
