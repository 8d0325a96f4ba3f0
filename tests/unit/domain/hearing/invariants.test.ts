import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { decide } from '#shared/domain/hearing/decide.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { evolve, replay } from '#shared/domain/hearing/evolve.ts';
import type { DocumentFile, Hearing } from '#shared/domain/hearing/state.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import { secretary } from '../samples.ts';
import { at, moves } from './phases.ts';

const ids = fc.constantFrom('1', '2', '3');
const atMs = fc.integer({ min: 0, max: 100_000 });
const text = fc.constantFrom('', 'a', 'ә');

/** What ends a hearing before it has begun comes seldom, so that most sequences get somewhere. */
const rare = ['postpone', 'cancel'];

const commands: fc.Arbitrary<HearingCommand> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<HearingCommand>(...Object.values(moves).filter((m) => !rare.includes(m.type))) },
  { weight: 1, arbitrary: fc.constantFrom<HearingCommand>(...Object.values(moves).filter((m) => rare.includes(m.type))) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('sectionCameUp' as const), sectionId: fc.constant('current'), atMs }) },
  fc.record({ type: fc.constant('addMark' as const), markId: ids, atMs, template: fc.constant('judge'), text }),
  fc.record({ type: fc.constant('editMark' as const), markId: ids, template: fc.constantFrom('judge', 'oath'), text }),
  fc.record({ type: fc.constant('withdrawMark' as const), markId: ids }),
  fc.record({ type: fc.constant('captureLost' as const), captureId: ids, fromMs: atMs, cause: text }),
  fc.record({ type: fc.constant('captureResumed' as const), captureId: ids, atMs }),
  fc.record({
    type: fc.constant('openIncident' as const), incidentId: ids, startedAtMs: atMs, subject: fc.constant('disk' as const),
    deviceId: fc.constant(null), detectedBy: fc.constant('machine' as const), note: text, evidence: fc.constant<string[]>([]),
  }),
  fc.record({ type: fc.constant('resolveIncident' as const), incidentId: ids, how: text }),
  fc.record({ type: fc.constant('composeAct' as const), actId: ids, incidentId: ids, language: fc.constant('kk' as const), text, signatories: fc.constant<string[]>([]), clause: text }),
  fc.record({ type: fc.constant('finaliseAct' as const), actId: ids, text, files: fc.constant<DocumentFile[]>([]) }),
);

/** Time mostly passes; now and then somebody sets the clock back. */
const steps = fc.array(fc.record({ command: commands, passedMs: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 5000 }) }, fc.integer({ min: -20_000, max: 0 })) }), { maxLength: 60, size: 'max' });

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

interface World { hearing: Hearing; records: EventRecord[]; nowMs: number; refused: number }

function begin(): World {
  const { records, state } = at('scheduled');
  return { hearing: frozen(state), records: [...records], nowMs: 50_000, refused: 0 };
}

/** One command; the state is frozen, so that a decision that changed it would throw. */
function step(world: World, given: HearingCommand, passedMs: number): void {
  world.nowMs += passedMs;
  const command = given.type === 'sectionCameUp' ? { ...given, sectionId: world.hearing.starting?.sectionId ?? 'none' } : given;
  const decideOnce = () => decide(world.hearing, command, { nowMs: world.nowMs, newId: () => `s${world.records.length}` });
  const decision = decideOnce();
  expect(decideOnce()).toEqual(decision);
  if (!decision.ok) world.refused++;
  else for (const event of decision.value) commit(world, event);
}

function commit(world: World, event: EventRecord['event']): void {
  const seq = world.records.length + 1;
  const record: EventRecord = { seq, eventId: `e${seq}`, hearingId: 'h-1', event, committedAtMs: world.nowMs, monotonicMs: seq, by: secretary };
  world.records.push(record);
  world.hearing = frozen(evolve(world.hearing, record));
}

function expectWhole({ sections, phase, starting, marks, gaps, zeroUtcMs }: Hearing): void {
  sections.forEach((section, n) => {
    const next = sections[n + 1];
    expect(section.endedAtMs ?? Infinity).toBeGreaterThanOrEqual(section.startedAtMs);
    if (next) expect(next.startedAtMs).toBe(section.endedAtMs);
    if (section.recorded) expect(section.startedAtMs).toBeGreaterThanOrEqual(zeroUtcMs ?? Infinity);
  });
  const open = sections.filter((s) => s.endedAtMs === null);
  expect(open.map((s) => s.kind)).toEqual(isLive(phase.name) ? [phase.name] : []);
  expect(marks.map((m) => m.atMs)).toEqual(marks.map((m) => m.atMs).toSorted((a, b) => a - b));
  for (const gap of gaps) expect(gap.toMs ?? Infinity).toBeGreaterThanOrEqual(gap.fromMs);
  if (starting) expect(isLive(phase.name) || phase.name === 'scheduled' || phase.name === 'connecting').toBe(true);
}

test('no sequence of commands, and no clock, breaks a hearing', () => {
  fc.assert(fc.property(steps, (all) => {
    const world = begin();
    for (const { command, passedMs } of all) {
      step(world, command, passedMs);
      expectWhole(world.hearing);
    }
    expect(replay(world.records)).toEqual(world.hearing);
  }), { numRuns: 400 });
});

test('a section that is coming up always comes up, and a hearing that is on can always be closed', () => {
  fc.assert(fc.property(steps, atMs, (all, cameUpAtMs) => {
    const world = begin();
    for (const { command, passedMs } of all) step(world, command, passedMs);
    const { starting } = world.hearing;
    if (starting) {
      step(world, { type: 'sectionCameUp', sectionId: starting.sectionId, atMs: cameUpAtMs }, 0);
      expect(world.hearing).toMatchObject({ starting: null, phase: { name: starting.kind } });
    }
    if (isLive(world.hearing.phase.name)) {
      step(world, { type: 'close' }, 0);
      expect(world.hearing).toMatchObject({ starting: null, phase: { name: 'closed' } });
      expect(world.hearing.gaps.filter((g) => g.toMs === null)).toEqual([]);
    }
  }), { numRuns: 300 });
});

test('the sequences reach every phase, refusals and all', () => {
  const seen = new Set<string>();
  let refused = 0;
  for (const all of fc.sample(steps, { numRuns: 1500, seed: 7 })) {
    const world = begin();
    for (const { command, passedMs } of all) {
      step(world, command, passedMs);
      seen.add(world.hearing.phase.name);
    }
    refused += world.refused;
  }
  expect([...seen].toSorted()).toEqual(['cancelled', 'closed', 'closed_section', 'connecting', 'deliberation', 'handed_over', 'in_session', 'postponed', 'recess', 'scheduled', 'sealed', 'technical_break']);
  expect(refused).toBeGreaterThan(1000);
});
