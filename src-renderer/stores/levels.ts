import type { Levels } from '#shared/contract/status.ts';
import type { Client } from '../transport/client.ts';

export interface LevelFeed {
  /** Twenty times a second, straight to a canvas: levels never pass through React's state. */
  onLevels(listener: (levels: Levels) => void): () => void;
}

/** The stream runs while somebody listens. */
export function createLevels(client: Client): LevelFeed {
  const listeners = new Set<(levels: Levels) => void>();
  let unsubscribe: (() => void) | null = null;
  const pass = (levels: Levels) => {
    for (const listener of listeners) listener(levels);
  };
  return {
    onLevels(listener) {
      listeners.add(listener);
      unsubscribe ??= client.subscribe('levels', {}, pass);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unsubscribe?.();
        unsubscribe = null;
      };
    },
  };
}
