import { describe, expect, test } from 'vitest';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { decide } from '#shared/domain/hearing/decide.ts';
import { replay } from '#shared/domain/hearing/evolve.ts';
import { acceptsMarks, allowed, isLive, phaseCommands, transitions, type PhaseCommand } from '#shared/domain/hearing/transitions.ts';
import type { Hearing, PhaseName } from '#shared/domain/hearing/state.ts';
import { tracksOf } from '#shared/domain/tracks.ts';
import { civilSchedule, minuteMs, must, Played } from '../samples.ts';
import { at, moves, phaseNames } from './phases.ts';

const context = { nowMs: 9e12, newId: () => 'new' };

/** Where the table says that a command leads from a phase. */
function destination(command: PhaseCommand, from: PhaseName): PhaseName {
  if (command === 'postpone' && isLive(from)) return 'closed';
  const { to } = transitions[command];
  return to === 'where it came from' ? 'in_session' : to;
}

describe.each(phaseNames)('from %s', (from) => {
  test.each(phaseCommands)('%s does what the table says', (command) => {
    const played = at(from);
    expect(played.state.phase.name).toBe(from);
    if (allowed(command, from)) {
      expect(played.start(moves[command], minuteMs).state.phase.name).toBe(destination(command, from));
    } else {
      expect(decide(played.state, moves[command], context)).toEqual({ ok: false, error: { code: 'hearing.illegal_command', params: { command, from } } });
    }
  });

  test('a mark is taken exactly from connecting until sealing', () => {
    const result = decide(at(from).state, { type: 'addMark', markId: 'm', atMs: 1, template: 'judge', text: '' }, context);
    expect(result.ok).toBe(acceptsMarks(from));
  });

  test('equipment may fail, and a protocol may be written, at any time', () => {
    for (const command of everywhere) expect(decide(at(from).state, command, context), command.type).toMatchObject({ ok: true });
  });
});

const everywhere: HearingCommand[] = [
  { type: 'openIncident', incidentId: 'i', startedAtMs: 1, subject: 'camera', deviceId: null, detectedBy: 'machine', note: '', evidence: [] },
  { type: 'addProtocol', kind: 'short', language: 'kk', files: [] },
  { type: 'captureLost', captureId: 'audio', fromMs: 1, cause: 'c' },
  { type: 'captureResumed', captureId: 'audio', atMs: 2 },
  { type: 'recorderFault', code: 'c', detail: 'd' },
  { type: 'sectionCameUp', sectionId: 'of another section', atMs: 1 },
];

describe('while a section is coming up', () => {
  const starting = () => at('recess').do({ type: 'resume' }, minuteMs);

  test.each(phaseCommands)('%s may overtake it only when it ends the hearing', (command) => {
    const result = decide(starting().state, moves[command], context);
    const ends = command === 'close' || command === 'postpone';
    expect(result.ok).toBe(ends);
    if (!ends) expect(result).toMatchObject({ error: { code: 'hearing.illegal_command', params: { command } } });
  });

  test('the phase stays what it was until the recording is there', () => {
    expect(starting().state).toMatchObject({ phase: { name: 'recess' }, starting: { kind: 'in_session' } });
  });

  test('a mark pressed in the seconds of opening is kept', () => {
    const played = new Played().do({ type: 'open', tracks: [] }).do({ type: 'addMark', markId: 'm', atMs: 1, template: 'judge', text: '' }, 10);
    expect(played.state.marks).toHaveLength(1);
  });

  test('a postponement during the opening closes the hearing, because something may be recorded', () => {
    const played = new Played().do({ type: 'open', tracks: [] }).do(moves.postpone, 10);
    expect(played.state).toMatchObject({ starting: null, phase: { name: 'closed', outcome: { kind: 'postponed' } } });
  });
});

describe('the hall', () => {
  const tracks = tracksOf({ microphones: [{ id: 'mic1', label: 'Төраға', source: { type: 'synthetic', voice: 1 } }], cameras: [] });

  test('is the one that the hearing was opened in, also after a recess', () => {
    const played = new Played().start({ type: 'open', tracks }).do(moves.recess, minuteMs).start(moves.resume, minuteMs);
    expect(played.state.tracks).toEqual(tracks);
    expect(played.records.filter(({ event }) => 'tracks' in event)).toHaveLength(1);
  });

  test('is not known of events that an older program wrote', () => {
    const old = new Played().start({ type: 'open', tracks }).records.map((r) => (r.event.type === 'sectionRequested' ? { ...r, event: { ...r.event, tracks: undefined } } : r));
    expect(replay(old)).toMatchObject({ tracks: null, phase: { name: 'in_session' } });
  });
});

describe('the schedule', () => {
  const later = { ...civilSchedule, startsAtMs: civilSchedule.startsAtMs + minuteMs };
  const over: readonly PhaseName[] = ['closed', 'sealed', 'handed_over', 'postponed', 'cancelled'];
  test.each(phaseNames)('of a hearing that is %s may change unless it is over', (phase) => {
    const may = !over.includes(phase);
    expect(decide(at(phase).state, { type: 'changeSchedule', schedule: later }, context).ok).toBe(may);
    expect(decide({ ...at(phase).state, serverHearingId: null }, { type: 'reconcile', serverHearingId: 's', schedule: later }, context).ok).toBe(may);
  });
});

describe('breaks', () => {
  test.each(['recess', 'deliberate', 'technicalBreak'] as const)('%s in a closed section returns to the closed section', (command) => {
    expect(at('closed_section').do(moves[command], minuteMs).start(moves.resume, minuteMs).state.phase.name).toBe('closed_section');
  });

  test('K7-14, K185-16: a technical break goes on being recorded, a recess does not (K336-5)', () => {
    expect(at('technical_break').state.sections.map((s) => s.recorded)).toEqual([true, true]);
    expect(at('recess').state.sections.map((s) => s.recorded)).toEqual([true, false]);
  });

  test('a section begins when its recording is there, within what was asked and now', () => {
    const cameUp = (atMs: number) => {
      const played = new Played().do({ type: 'open', tracks: [] });
      const { sectionId, requestedAtMs } = must(played.state.starting);
      const begun = played.do({ type: 'sectionCameUp', sectionId, atMs: requestedAtMs + atMs }, 5000).state;
      return must(begun.sections[0]).startedAtMs - requestedAtMs;
    };
    expect([cameUp(700), cameUp(-700), cameUp(60_000)]).toEqual([700, 0, 5000]);
  });
});

describe('gaps', () => {
  const lost = () => at('in_session').do({ type: 'captureLost', captureId: 'audio', fromMs: 1000, cause: 'c' });
  const gapsOf = (h: Hearing) => h.gaps.map((g) => g.toMs);

  test('a capture lost twice is one gap until it is back', () => {
    const played = lost().do({ type: 'captureLost', captureId: 'audio', fromMs: 2000, cause: 'c' });
    expect(gapsOf(played.do({ type: 'captureResumed', captureId: 'audio', atMs: 3000 }).state)).toEqual([3000]);
  });

  test('a gap ends with what was to be recorded, and a new loss after the recess is a new gap', () => {
    const played = lost().do(moves.recess, minuteMs);
    expect(gapsOf(played.state)).toEqual([played.nowMs]);
    played.start(moves.resume, minuteMs).do({ type: 'captureLost', captureId: 'audio', fromMs: played.nowMs, cause: 'c' });
    expect(gapsOf(played.state)).toEqual([expect.any(Number), null]);
    expect(gapsOf(played.do(moves.close, minuteMs).state)).not.toContain(null);
  });

  test('a loss reported after the closing ends with the closing', () => {
    const played = at('closed');
    expect(gapsOf(played.do({ type: 'captureLost', captureId: 'audio', fromMs: 5, cause: 'c' }).state)).toEqual([played.nowMs]);
  });
});

describe('marks, incidents and acts', () => {
  const withMark = () => at('in_session').do({ type: 'addMark', markId: 'm', atMs: 5, template: 'judge', text: 'a' });
  const edit: HearingCommand = { type: 'editMark', markId: 'm', template: 'oath', text: 'b' };

  test('an edit keeps the original, a withdrawal keeps the mark', () => {
    const played = withMark().do(edit).do({ type: 'withdrawMark', markId: 'm' });
    expect(played.state.marks).toMatchObject([{ template: 'oath', text: 'b', earlier: [{ template: 'judge', text: 'a' }], withdrawn: { atMs: played.nowMs } }]);
  });

  test.each<[string, () => Played, HearingCommand, object]>([
    ['a mark of the future', () => at('in_session'), { type: 'addMark', markId: 'm', atMs: 9e12 + 1, template: 'judge', text: '' }, { code: 'mark.outside_hearing', field: 'atMs' }],
    ['an unknown mark', () => at('in_session'), edit, { code: 'mark.not_found', field: 'markId' }],
    ['a withdrawn mark', () => withMark().do({ type: 'withdrawMark', markId: 'm' }), edit, { code: 'mark.withdrawn', field: 'markId' }],
    ['an unknown incident', () => at('in_session'), { type: 'resolveIncident', incidentId: 'x', how: 'h' }, { code: 'incident.not_found', field: 'incidentId' }],
    ['an act of no incident', () => at('in_session'), act('composeAct'), { code: 'incident.not_found', field: 'incidentId' }],
    ['an unknown act', () => at('in_session'), act('editAct'), { code: 'act.not_found', field: 'actId' }],
    ['an act that is not what was printed', () => withAct().do(act('editAct')), act('finaliseAct'), { code: 'hearing.changed', field: 'text' }],
    ['a final act', () => withAct().do(act('finaliseAct')), act('editAct'), { code: 'act.final', field: 'actId' }],
    ['a resolved incident', () => withAct().do({ type: 'resolveIncident', incidentId: 'i', how: 'h' }), { type: 'updateIncident', incidentId: 'i', note: '', expectedRestorationMs: null }, { code: 'incident.resolved', field: 'incidentId' }],
  ])('refused, naming the field: %s', (_, played, command, error) => {
    expect(decide(played().state, command, context)).toMatchObject({ ok: false, error });
  });

  test('what is already so gives no event', () => {
    const played = withAct();
    const again: HearingCommand[] = [act('composeAct'), { type: 'editMark', markId: 'm', template: 'judge', text: 'a' }, { type: 'schedule', schedule: civilSchedule, origin: 'manual', serverHearingId: null, demo: false }];
    for (const command of again) expect(decide(played.do({ type: 'addMark', markId: 'm', atMs: 5, template: 'judge', text: 'a' }).state, command, context)).toEqual({ ok: true, value: [] });
  });

  test('a command to a hearing that does not exist is refused', () => {
    expect(decide(null, { type: 'open', tracks: [] }, context)).toMatchObject({ ok: false, error: { code: 'hearing.not_found' } });
  });
});

function act(type: 'composeAct' | 'editAct' | 'finaliseAct'): HearingCommand {
  if (type === 'composeAct') return { type, actId: 'a', incidentId: 'i', language: 'kk', text: 't', signatories: [], clause: '' };
  return type === 'editAct' ? { type, actId: 'a', text: 'other' } : { type, actId: 'a', text: 't', files: [] };
}

const withAct = (): Played =>
  at('in_session')
    .do({ type: 'openIncident', incidentId: 'i', startedAtMs: 1, subject: 'camera', deviceId: null, detectedBy: 'person', note: '', evidence: [] })
    .do(act('composeAct'));
