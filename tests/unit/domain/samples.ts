import type { Actor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { decide } from '#shared/domain/hearing/decide.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { evolve } from '#shared/domain/hearing/evolve.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';

export const secretary: Actor = { userId: 'u-1', name: 'Сейітқызы Әсел', role: 'secretary' };

/** 3 November 2026, 10:00 in Almaty (UTC+5). */
export const tenOClockMs = Date.UTC(2026, 10, 3, 5, 0);
export const almaty = () => 5 * 3_600_000;
export const minuteMs = 60_000;

export const civilSchedule: ScheduleEntry = {
  caseNumber: '7512-26-00-2/1234',
  proceedings: 'civil',
  instance: 'first',
  court: 'Алматы қаласының Бостандық аудандық соты',
  hall: '3',
  startsAtMs: tenOClockMs,
  judge: 'Қожахметов Ғани Өмірұлы',
  secretary: 'Сейітқызы Әсел',
  language: 'kk',
  participants: [
    { id: 'p1', name: 'Үсенов Нұрлан', role: 'claimant', attendance: 'hall' },
    { id: 'p2', name: 'Петрова Елена Ивановна', role: 'defendant', attendance: 'own_device' },
  ],
};

/** What a test knows to be there. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected to be there');
  return value;
}

/** A hearing played forward by commands, each at its moment, the way the console does it. */
export class Played {
  hearing: Hearing | null = null;
  readonly records: EventRecord[] = [];
  nowMs = tenOClockMs;
  #ids = 0;

  constructor(schedule: ScheduleEntry = civilSchedule, demo = false) {
    this.do({ type: 'schedule', schedule, origin: 'server', serverHearingId: 's-1', demo });
  }

  get state(): Hearing {
    if (!this.hearing) throw new Error('not scheduled');
    return this.hearing;
  }

  do(command: HearingCommand, afterMs = 0): this {
    this.nowMs += afterMs;
    const decision = decide(this.hearing, command, { nowMs: this.nowMs, newId: () => `id-${++this.#ids}` });
    if (!decision.ok) throw new Error(`${command.type}: ${decision.error.code}`);
    for (const event of decision.value) this.#commit(event);
    return this;
  }

  /** Starts a recorded section and lets its recording come up. */
  start(command: HearingCommand, afterMs = 0): this {
    this.do(command, afterMs);
    const starting = this.state.starting;
    return starting ? this.do({ type: 'sectionCameUp', sectionId: starting.sectionId, atMs: this.nowMs }) : this;
  }

  #commit(event: EventRecord['event']): void {
    const seq = this.records.length + 1;
    const record: EventRecord = { seq, eventId: `e-${seq}`, hearingId: 'h-1', event, committedAtMs: this.nowMs, monotonicMs: this.nowMs, by: secretary };
    this.records.push(record);
    this.hearing = evolve(this.hearing, record);
  }
}
