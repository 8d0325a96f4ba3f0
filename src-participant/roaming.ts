import type { Connection, ConnectionOptions, Realm } from '../src-peer/connection.ts';

/** Where such sockets have carried once, the page's own are tried this seldom. */
const ownEvery = { unproven: 2, proven: 4 };
/** One that made room for the next sooner says nothing about its sockets: so it is with the first, when the hall learns that this page is new. */
const fairTryMs = 3000;

/**
 * Connections that outlive a change of network, as from Wi-Fi to mobile. Chromium binds the sockets of a page that may use
 * camera and microphone to the addresses there are at that moment, and learns of new ones a second and a half late; those of
 * a frame that may not are bound to none, and the next packet simply takes the new way. Its addresses stay hidden, so that
 * it has to reach the hall and not the hall it; where that does not work, the next attempt uses the page's own sockets.
 */
export function roaming(open: (options: ConnectionOptions) => Connection): (options: ConnectionOptions) => Connection {
  const isChromium = 'userAgentData' in navigator;
  let frame: Realm | null = null;
  let failures = 0;
  let every = ownEvery.unproven;
  let last: { sinceMs: number; hasCarried: boolean } | null = null;
  return (options) => {
    const attempt = { sinceMs: options.timers.nowMs(), hasCarried: false };
    if (last && !last.hasCarried && attempt.sinceMs - last.sinceMs >= fairTryMs) failures += 1;
    last = attempt;
    const realm = isChromium && (failures + 1) % every > 0 ? (frame ??= frameWithoutPermissions()) : null;
    const onCarried = (): void => {
      attempt.hasCarried = true;
      failures = 0;
      if (realm) every = ownEvery.proven;
      options.events.onCarried();
    };
    return open({ ...options, events: { ...options.events, onCarried }, ...(realm ? { realm } : {}) });
  };
}

function frameWithoutPermissions(): Realm | null {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.allow = "camera 'none'; microphone 'none'";
  document.body.append(frame);
  return frame.contentWindow as Realm | null;
}
