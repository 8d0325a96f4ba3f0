import type { FromClient } from '#shared/contract/envelope.ts';

export interface LinkHandlers {
  onUp: () => void;
  onDown: () => void;
  /** Anything that came in, not yet trusted. */
  onMessage: (message: unknown) => void;
}

/** A pipe of envelope messages to the console. It heals by itself; what was under way when it broke is its owner's business. */
export interface Link {
  start(handlers: LinkHandlers): void;
  /** Only between `onUp` and `onDown`. */
  send(message: FromClient): void;
}
