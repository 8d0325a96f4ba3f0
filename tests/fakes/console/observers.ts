import { ObserversDesk } from '#main/app/observers/observersDesk.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import type { PublicationEvents } from '#main/app/ports/index.ts';
import type { PublishHello } from '#shared/conference/watching.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { hall } from './data.ts';
import { headsOf, hearingsOver, type Memory } from './memory.ts';

const ruleBook = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** The real desk of those who watch; the court server's part of it is played. */
export class FakeObservers {
  readonly desk: ObserversDesk;
  readonly demandsOf = ruleBook.demandsOf;
  readonly settings = { courtServer: async () => ({ url: 'http://court.example', deviceToken: 'a-token-of-tests-only' }), hall: async () => hall };
  /** What was published last, and to whom it is told. */
  published: { hello: Omit<PublishHello, 'type' | 'token'>; events: PublicationEvents } | null = null;

  constructor(memory: Memory) {
    this.desk = new ObserversDesk({
      hearings: hearingsOver(memory), events: { heads: async () => headsOf(memory) }, feed: memory, settings: this.settings, demandsOf: this.demandsOf, log: quiet,
      uploader: { endWatch: async () => ok(undefined), onChange: () => () => undefined },
      hallSound: { follow: () => () => undefined },
      conference: { follow: () => () => undefined },
      edge: { open: async () => err(appError('media.failed')) },
      watching: {
        publish: (_, hello, events) => {
          this.published = { hello, events };
          queueMicrotask(() => events.onOpen());
          return { send: () => undefined, cut: () => undefined };
        },
      },
    });
  }
}
