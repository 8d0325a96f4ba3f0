import type { Connection, ConnectionOptions, Realm } from '../src-peer/connection.ts';

/** Where such sockets have carried once, the page's own are tried this seldom. */
const ownEvery = { unproven: 2, proven: 4 };

/**
 * Connections that outlive a change of network, as from Wi-Fi to mobile. Chromium binds the sockets of a page that may use
 * camera and microphone to the addresses there are at that moment, and learns of new ones a second and a half late; those of
 * a frame that may not are bound to none, and the next packet simply takes the new way. Its addresses stay hidden, so that
 * it has to reach the hall and not the hall it; where that does not work, the next attempt uses the page's own sockets.
 */
export function roaming(open: (options: ConnectionOptions) => Connection): (options: ConnectionOptions) => Connection {
  const isChromium = 'userAgentData' in navigator;
  let frame: Realm | null = null;
  let attempts = 0;
  let every = ownEvery.unproven;
  const carried = (byRealm: boolean): void => {
    attempts = 0;
    if (byRealm) every = ownEvery.proven;
  };
  return (options) => {
    attempts += 1;
    const realm = isChromium && attempts % every > 0 ? (frame ??= frameWithoutPermissions()) : null;
    const onCarried = (): void => { carried(realm !== null); options.events.onCarried(); };
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
