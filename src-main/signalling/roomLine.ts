import { WebSocket } from 'ws';
import { ConferenceLine, type Socket } from '#shared/conference/line.ts';
import { conferencePaths } from '#shared/conference/messages.ts';
import type { Clock, Conference } from '#main/app/ports/index.ts';

/** The hall's lines over WebSocket. */
export const createConference = (clock: Pick<Clock, 'monotonicMs'>): Conference => ({
  enter({ url, deviceToken }, hearingId, events) {
    const address = url.replace(/\/+$/, '').replace(/^http/, 'ws') + conferencePaths.socket;
    const line = new ConferenceLine({
      open: () => new WebSocket(address, { perMessageDeflate: false, followRedirects: false }) as unknown as Socket,
      hello: { type: 'hello', as: 'hall', token: deviceToken, hearingId },
      timers: {
        nowMs: () => clock.monotonicMs(),
        after(ms, act) {
          const timer = setTimeout(act, ms).unref();
          return () => clearTimeout(timer);
        },
      },
      events: {
        onMessage: (message) => events.onMessage(message),
        onState: (state) => events.onState(state.name === 'ended' ? state.reason : state.name === 'open' ? 'open' : 'connecting'),
      },
    });
    return { say: (participantId, data) => line.say(participantId, data), toSfu: (data) => line.toSfu(data), close: () => line.close() };
  },
});
