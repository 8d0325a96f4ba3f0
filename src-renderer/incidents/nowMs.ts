import { statusFeed } from '../stores/live.ts';
import { consoleNowMs } from '../stores/status.ts';

/** What the console's clock shows; this computer's until the console has spoken. */
export const nowMs = (): number => consoleNowMs(statusFeed.store.getState(), performance.now()) ?? Date.now();
