import { z } from 'zod';
import { isDay } from '../domain/calendar/day.ts';
import data from './holidays-kz.json' with { type: 'json' };

const day = z.string().refine(isDay, 'a day, yyyy-mm-dd');

const yearSchema = z.strictObject({
  year: z.int(),
  /** Whence it is known, and what is not. */
  source: z.string().min(1),
  holidays: z.array(z.strictObject({ day, name: z.strictObject({ kk: z.string().min(1), ru: z.string().min(1) }) })),
  daysOff: z.array(day),
  workingDays: z.array(day),
});

export const holidaysSchema = z.array(yearSchema);

export type YearFile = z.infer<typeof yearSchema>;

/** Kazakhstan's, as delivered. */
export const holidays: readonly YearFile[] = holidaysSchema.parse(data);
