import { sql as start } from './001-start.ts';
import { sql as mails } from './002-mails.ts';
import { sql as linkFigures } from './003-link-figures.ts';

/** In order; the position of a migration plus one is the `user_version` after it. Never edit one that was released. */
export const migrations: readonly string[] = [start, mails, linkFigures];
