import { sql as start } from './001-start.ts';

/** In order; the position of a migration plus one is the `user_version` after it. Never edit one that was released. */
export const migrations: readonly string[] = [start];
