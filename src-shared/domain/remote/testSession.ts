import { z } from 'zod';
import { linkFiguresSchema } from '../../conference/quality/figures.ts';
import { verdictSchema } from '../../conference/quality/quality.ts';
import { isFastEnough } from '../../conference/quality/speed.ts';
import { deviceReportSchema } from '../../conference/talk.ts';
import type { Actor } from '../actor.ts';
import type { ScheduleEntry } from '../schedule.ts';

/** What a test session has shown of one of those elsewhere. */
export const testedPersonSchema = z.object({
  participantId: z.string(),
  /** Null: they did not come. */
  cameAtMs: z.number().nullable(),
  /** Their link carried. */
  wasLinked: z.boolean(),
  /** They and the hall saw and heard each other; before that only the hall sees and hears. */
  wasLetIn: z.boolean(),
  /** The last that was known of each, also of who had left when the session ended. */
  report: deviceReportSchema.nullable(),
  quality: z.object({ figures: linkFiguresSchema, verdicts: z.array(verdictSchema) }).nullable(),
});
export type TestedPerson = z.infer<typeof testedPersonSchema>;

/** One that was held (K7-15(5), K185-13), as it was measured; it is kept when it ends. */
export interface TestSession {
  fromMs: number;
  untilMs: number;
  begunBy: string;
  people: TestedPerson[];
  /** Who ended it: the system, when a hearing needed the hall. */
  by: Actor;
}

export type TestOutcome = 'not_there' | 'no_link' | 'one_way' | 'unfit' | 'not_measured' | 'fit';

/** What it comes to, the gravest first. */
export function testOutcome({ cameAtMs, wasLinked, wasLetIn, report, quality }: TestedPerson): TestOutcome {
  if (cameAtMs === null) return 'not_there';
  if (!wasLinked) return 'no_link';
  if (!wasLetIn) return 'one_way';
  if (quality?.verdicts.some(({ grade }) => grade === 'unfit') === true || (report?.speed && !isFastEnough(report.speed))) return 'unfit';
  return report?.speed && quality ? 'fit' : 'not_measured';
}

/** When everybody who takes part from elsewhere had been found fit, be it in several sessions; null while somebody has not. */
export function testedDoneMs({ schedule, tests }: { schedule: Pick<ScheduleEntry, 'participants'>; tests: readonly TestSession[] }): number | null {
  const foundMs = schedule.participants.filter(({ attendance }) => attendance !== 'hall').map(({ id }) =>
    tests.find(({ people }) => people.some((person) => person.participantId === id && testOutcome(person) === 'fit'))?.untilMs ?? Infinity);
  const lastMs = Math.max(...foundMs, -Infinity);
  return Number.isFinite(lastMs) ? lastMs : null;
}
