import type { Clock, Log, OutboxStore } from '#main/app/ports/index.ts';
import { Courier } from './courier.ts';
import { CourtClient, type CourtAddress } from './courtClient.ts';
import { ServerWatch } from './serverWatch.ts';

export interface SessionParts {
  outbox: OutboxStore;
  clock: Clock;
  log: Log;
  random: () => number;
  fetch: typeof fetch;
  onChange: () => void;
}

/** Everything that belongs to one address: ended as a whole when the address changes, so that nothing late is taken for news. */
export class Session {
  readonly client: CourtClient;
  readonly watch: ServerWatch;
  readonly courier: Courier;
  readonly #ending = new AbortController();

  constructor(address: CourtAddress, parts: SessionParts) {
    const { signal } = this.#ending;
    this.client = new CourtClient(address, parts.fetch, signal);
    this.watch = new ServerWatch(address.url, parts.clock, parts.random, parts.onChange);
    this.courier = new Courier({ ...parts, client: this.client, watch: this.watch, signal });
  }

  end(): void {
    this.#ending.abort();
  }

  /** One thing to do; answers how long there is nothing to do. 0: go on at once. */
  async round(): Promise<number> {
    const { watch } = this;
    if (watch.restMs() > 0) return watch.restMs();
    if (watch.status.state !== 'connected' || watch.untilProbeMs() === 0) {
      if (!(await watch.probe(this.client))) {
        watch.rest();
        return watch.restMs();
      }
    }
    return (await this.courier.sendNext()) ? 0 : watch.untilProbeMs();
  }
}
