import { createHmac } from 'node:crypto';
import type { IceServer } from '#shared/conference/messages.ts';

export interface IceSettings {
  stunUrl: string | null;
  turn: { urls: string[]; secret: string } | null;
}

/** Longer than a day in court; a line that comes back gets a new one. */
const validS = 12 * 3600;

/**
 * What a page needs to find its way through the network. The TURN server shares a secret with this one and takes names that
 * carry their end, signed with it (draft-uberti-behave-turn-rest-00, coturn's `use-auth-secret`): there are no accounts to keep.
 */
export function iceServersFor({ stunUrl, turn }: IceSettings, who: string, { nowMs, untilMs }: { nowMs: number; untilMs: number }): IceServer[] {
  const stun = stunUrl === null ? [] : [{ urls: [stunUrl] }];
  if (!turn) return stun;
  const endsAtS = Math.floor(Math.min(nowMs / 1000 + validS, untilMs / 1000));
  const username = `${endsAtS}:${encodeURIComponent(who)}`;
  return [...stun, { urls: turn.urls, username, credential: createHmac('sha1', turn.secret).update(username).digest('base64') }];
}
