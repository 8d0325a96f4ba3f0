import type { FromClient, FromConsole } from '#shared/contract/envelope.ts';
import type { Link, LinkHandlers } from '../../../src-renderer/transport/link.ts';

/** A link whose other end is the test. */
export function fakeLink() {
  const sent: FromClient[] = [];
  let handlers: LinkHandlers | null = null;
  const use = (): LinkHandlers => {
    if (!handlers) throw new Error('the link was not started');
    return handlers;
  };
  const link: Link = { start: (h) => { handlers = h; }, send: (message) => { sent.push(message); } };
  const last = (name: string) => {
    const found = sent.findLast((m) => 'name' in m && m.name === name);
    if (!found || !('input' in found)) throw new Error(`nothing sent to ${name}`);
    return found;
  };
  return {
    link, sent, last,
    up: async () => { use().onUp(); await settled(); },
    down: () => use().onDown(),
    raw: (message: unknown) => use().onMessage(message),
    say: (message: FromConsole) => use().onMessage(message),
    answer: async (name: string, value: unknown) => { use().onMessage({ k: 'ok', id: last(name).id, value }); await settled(); },
    refuse: async (name: string, error: object) => { use().onMessage({ k: 'err', id: last(name).id, error }); await settled(); },
  };
}

/** Lets everything that waits on answered promises run. */
export const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
