import { WebSocket } from 'ws';
import type { Socket } from '#shared/conference/line.ts';
import type { JanusOptions } from './janusSession.ts';

export interface JanusSettings {
  url: string;
  /** `api_secret` of its settings. */
  secret: string | null;
}

export const openJanus = ({ url, secret }: JanusSettings): Pick<JanusOptions, 'open' | 'secret' | 'timers'> => ({
  secret,
  open: () => new WebSocket(url, 'janus-protocol', { perMessageDeflate: false, followRedirects: false }) as unknown as Socket,
  timers: {
    nowMs: () => performance.now(),
    after(ms, act) {
      const timer = setTimeout(act, ms).unref();
      return () => clearTimeout(timer);
    },
  },
});
