import type Database from 'better-sqlite3';
import type { LinkRow } from '#main/app/ports/index.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';

interface Wanted { hearingId: string; participantId: string; sinceMs: number; limit: number }

/** What was measured of links, as often as it is worth keeping. */
export function linkTable(db: Database.Database) {
  const add = db.prepare('INSERT INTO linkFigures (hearingId, participantId, atMs, figures) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const of = db.prepare<Wanted, { atMs: number; figures: string }>(`
    SELECT atMs, figures FROM linkFigures WHERE hearingId = @hearingId AND participantId = @participantId AND atMs >= @sinceMs
    ORDER BY atMs DESC LIMIT @limit`);
  const forget = db.prepare('DELETE FROM linkFigures WHERE atMs < ?');
  return {
    add: db.transaction((hearingId: string, rows: LinkRow[]) => {
      for (const { participantId, atMs, figures } of rows) add.run(hearingId, participantId, atMs, JSON.stringify(figures));
    }) as (hearingId: string, rows: LinkRow[]) => void,
    /** The newest of them, oldest first. */
    of: (wanted: Wanted): { atMs: number; figures: LinkFigures }[] =>
      of.all(wanted).toReversed().map(({ atMs, figures }) => ({ atMs, figures: JSON.parse(figures) as LinkFigures })), // written by this table
    forgetBefore: (atMs: number): void => void forget.run(atMs),
  };
}
