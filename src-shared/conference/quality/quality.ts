import { z } from 'zod';
import { ways, type LinkFigures, type Way } from './figures.ts';
import { grades, judge, parts, qualityReasons, unjudged, type Judged, type Part } from './verdict.ts';

/** One part in one direction, as it is judged just now. */
export const verdictSchema = z.object({ way: z.enum(ways), part: z.enum(parts), grade: z.enum(grades), reason: z.enum(qualityReasons).nullable(), sinceMs: z.number() });
export type PartVerdict = z.infer<typeof verdictSchema>;

export interface LinkStanding {
  /** Let into the hearing; who waits gets a dark picture and silence, of which nothing is to be judged. */
  admitted: boolean;
  /** Their microphone was switched off by the court. */
  muted: boolean;
}

/** All that is judged of one link, second after second. It ends with the link: another connection begins with no word against it. */
export class LinkQuality {
  readonly #judged = new Map<string, Judged & { way: Way; part: Part }>();

  take(figures: LinkFigures, { admitted, muted }: LinkStanding, nowMs: number): PartVerdict[] {
    for (const way of ways) {
      for (const part of parts) {
        const key = `${way} ${part}`;
        if (way === 'to' && !admitted) this.#judged.delete(key);
        else this.#judged.set(key, { way, part, ...judge(this.#judged.get(key) ?? unjudged(nowMs), part, way, figures, { nowMs, isMuted: way === 'from' && muted }) });
      }
    }
    return [...this.#judged.values()].map(({ way, part, verdict }) => ({ way, part, ...verdict }));
  }
}
