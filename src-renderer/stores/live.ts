import { useCallback, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createClient } from '../transport/client.ts';
import { openLink } from '../transport/openLink.ts';
import { createHearings, type HearingFeedState } from './hearing.ts';
import { createLevels } from './levels.ts';
import { createPreferences, takeViewing, type Preferences } from './preferences.ts';
import { createSession, sessionTokenBox, type SessionState } from './session.ts';
import { createSettings, type Settings } from './settings.ts';
import { createStatus, type StatusState } from './status.ts';

/** The window's one client and its stores. Only the interface imports this; tests make their own. */
export const client = createClient(openLink());
export const session = createSession(client, sessionTokenBox(window.sessionStorage));
export const preferences = createPreferences(window.localStorage);
export const levels = createLevels(client);
export const settings = createSettings(client);
export const statusFeed = createStatus(client, () => performance.now());
const hearings = createHearings(client);

export const useSession = <T>(select: (state: SessionState) => T): T => useStore(session.store, select);
export const useStatus = <T>(select: (state: StatusState) => T): T => useStore(statusFeed.store, select);
export const useSettings = <T>(select: (state: { settings: Settings | null }) => T): T => useStore(settings.store, select);
export const usePreferences = <T>(select: (state: Preferences) => T): T => useStore(preferences, select);
export const useLinkState = () => useSyncExternalStore(client.onState, client.state);

const nothing: HearingFeedState = { hearing: null, seq: 0, error: null };

/** A hearing as it stands, live. Everything under `marks`, `sections` … is already on disk. */
export function useHearing(hearingId: string | null): HearingFeedState {
  const subscribe = useCallback((listener: () => void) => {
    if (hearingId === null) return () => undefined;
    const unsubscribe = hearings.enter(hearingId).store.subscribe(listener);
    return () => {
      unsubscribe();
      hearings.leave(hearingId);
    };
  }, [hearingId]);
  return useSyncExternalStore(subscribe, () => (hearingId === null ? null : hearings.peek(hearingId)) ?? nothing);
}

/** Address of sound, picture or document; `path` begins with `/media/`. */
export function mediaUrl(path: string, params: Record<string, string | number | readonly string[]> = {}): string {
  const query = new URLSearchParams({ ticket: session.store.getState().token ?? '' });
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return `${path}?${query.toString()}`;
}

/**
 * Address of a camera's live picture. A browser has six HTTP requests for the console and any number of sockets; Electron has no
 * such bound, and no sockets. Null while the console is away: a browser that fails to open sockets delays every one after, the console's own first.
 */
export function livePictureUrl(cameraId: string): string | null {
  if (client.state() !== 'ready') return null;
  const url = new URL(mediaUrl(`/media/live/${cameraId}.flv`), document.baseURI);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  return url.href;
}

/** Connects, and follows the machine's status for as long as somebody is signed in. */
export function startLive(): void {
  let stop: (() => void) | null = null;
  client.onState((state) => {
    if (state === 'ready' && session.store.getState().user) void settings.load();
  });
  session.store.subscribe(({ user }) => {
    if (user && client.state() === 'ready') void settings.load();
    if (user && !stop) stop = statusFeed.start(session.ended);
    if (user || !stop) return;
    stop();
    stop = null;
  });
  window.addEventListener('storage', () => takeViewing(preferences, window.localStorage));
  client.start(session.prepare);
}
