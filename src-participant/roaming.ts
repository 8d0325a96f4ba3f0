import type { Connection, ConnectionOptions, Realm } from '../src-peer/connection.ts';

/**
 * Connections that outlive a change of network, as from Wi-Fi to mobile. Chromium binds the sockets of a page that may use
 * camera and microphone to the addresses there are at that moment, and learns of new ones a second and a half late; those of
 * a frame that may not are bound to none, and the next packet simply takes the new way. Its addresses stay hidden, so that
 * it has to reach the hall and not the hall it; where that does not work, the next attempt uses the page's own sockets.
 */
export function createRoaming(open: (options: ConnectionOptions) => Connection): { open: (options: ConnectionOptions) => Connection; worked: () => void } {
  const isChromium = 'userAgentData' in navigator;
  let frame: Realm | null = null;
  let attempts = 0;
  return {
    open(options) {
      attempts += 1;
      const realm = isChromium && attempts % 2 === 1 ? (frame ??= frameWithoutPermissions()) : null;
      return open(realm ? { ...options, realm } : options);
    },
    worked: () => { attempts = 0; },
  };
}

function frameWithoutPermissions(): Realm | null {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.allow = "camera 'none'; microphone 'none'";
  document.body.append(frame);
  return frame.contentWindow as Realm | null;
}
