import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { demoHall } from '#main/app/demoHall.ts';
import { runName, wishFor } from '#main/app/recording/wish.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { decide } from '#shared/domain/hearing/decide.ts';
import { evolve } from '#shared/domain/hearing/evolve.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

/** Plays commands; a section that is coming up starts at once, as if the recorder had answered. */
function play(commands: HearingCommand['type'][], upTo: 'requested' | 'started' = 'started'): Hearing {
  const played: { hearing: Hearing | null } = { hearing: null };
  let nowMs = 1_000_000;
  const run = (command: HearingCommand) => {
    const decision = decide(played.hearing, command, { nowMs: (nowMs += 1000), newId: randomUUID });
    if (!decision.ok) throw new Error(JSON.stringify(decision.error));
    for (const event of decision.value) {
      played.hearing = evolve(played.hearing, { seq: 1, eventId: 'e', hearingId: 'h', committedAtMs: nowMs, monotonicMs: 0, by: systemActor, event });
    }
  };
  run({ type: 'schedule', schedule: exampleSchedule(), origin: 'manual', serverHearingId: null, demo: true });
  commands.forEach((type, i) => {
    run({ type, reason: 'r', nextAtMs: null } as HearingCommand);
    const starting = played.hearing?.starting;
    const last = i === commands.length - 1;
    if (starting && !(last && upTo === 'requested')) run({ type: 'sectionCameUp', sectionId: starting.sectionId, atMs: nowMs });
  });
  if (!played.hearing) throw new Error('no hearing');
  return played.hearing;
}

const wish = (commands: HearingCommand['type'][], upTo?: 'requested') => {
  const w = wishFor(play(commands, upTo), demoHall);
  return w.mode === 'record' ? `record ${w.runId}` : w.mode;
};

test.each<[HearingCommand['type'][], string]>([
  [[], 'off'],
  [['connect'], 'preview'],
  [['open'], 'record run-001'],
  [['open', 'technicalBreak'], 'record run-001'],
  [['open', 'closeToPublic', 'technicalBreak', 'resume'], 'record run-001'],
  [['open', 'recess'], 'off'],
  [['open', 'deliberate'], 'off'],
  [['open', 'recess', 'resume'], 'record run-002'],
  [['open', 'recess', 'resume', 'closeToPublic', 'deliberate', 'resume'], 'record run-003'],
  [['open', 'close'], 'off'],
  [['open', 'postpone'], 'off'],
])('after %j the recorder is to do: %s', (commands, expected) => {
  expect(wish(commands)).toBe(expected);
});

test('while a section is coming up, its run is already wished for, and keeps its number once it has started', () => {
  expect(wish(['open'], 'requested')).toBe('record run-001');
  expect(wish(['open', 'recess', 'resume'], 'requested')).toBe('record run-002');
  expect(wish(['open', 'recess', 'resume'])).toBe('record run-002');
});

test('what is recorded is recorded up to the border of its section, whenever the recorder learns of it', () => {
  const hearing = play(['open', 'closeToPublic', 'deliberate']);
  expect(wishFor(hearing, demoHall)).toEqual({ mode: 'off', untilMs: hearing.sections.at(-1)?.startedAtMs });
});

test('all runs of a hearing share one zero', () => {
  const first = wishFor(play(['open']), demoHall);
  const third = wishFor(play(['open', 'recess', 'resume', 'recess', 'resume']), demoHall);
  expect(first.mode === 'record' && third.mode === 'record' && first.zeroUtcMs === third.zeroUtcMs).toBe(true);
});

test('without a hearing nothing is captured', () => {
  expect(wishFor(null, demoHall)).toEqual({ mode: 'off' });
  expect(runName(12)).toBe('run-012');
});
