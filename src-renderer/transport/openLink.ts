import { bridgeLink } from './bridgeLink.ts';
import type { Link } from './link.ts';
import { browserSockets, webSocketLink } from './webSocketLink.ts';

/** Electron's bridge where there is one, else a WebSocket to where the page came from. */
export const openLink = (): Link =>
  window.courtroom ? bridgeLink(window.courtroom) : webSocketLink(browserSockets(window.location));
