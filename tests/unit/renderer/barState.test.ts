import type { Hearing, PhaseName, SectionKind } from '#shared/domain/hearing/state.ts';
import { describe, expect, it } from 'vitest';
import { barDanger, barState, hearingLengthMs, lostDevices, microphonesAreOff, overruledBy } from '../../../src-renderer/ui/statebar/barState.ts';
import { hall } from '../../fakes/console/data.ts';
import { Memory } from '../../fakes/console/memory.ts';
import { captureIds, fairWeather, soundCaptureIds, statusNow } from '../../fakes/console/status.ts';

const memory = new Memory(Date.now());
const live = [...memory.hearings.values()].find((h) => h.phase.name === 'in_session');
if (!live) throw new Error('the fake day has a hearing in session');

const inSection = (kind: SectionKind): Hearing => ({
  ...live,
  phase: kind === 'in_session' || kind === 'closed_section' ? { name: kind, sinceMs: 1 } : { name: kind, sinceMs: 1, resumeTo: 'in_session' },
});
const status = statusNow(memory, fairWeather());
const lostAudio = statusNow(memory, { ...fairWeather(), lost: soundCaptureIds() });

describe('what the state bar says', () => {
  it.each([
    ['in_session', 'record', 'recording'], ['closed_section', 'record', 'recording'], ['recess', 'paused', 'recess'],
    ['deliberation', 'paused', 'deliberation'], ['technical_break', 'paused', 'technical_break'],
  ] as const)('%s: %s, "%s"', (kind, tone, word) => expect(barState(inSection(kind))).toMatchObject({ tone, word }));

  it('a technical break goes on being recorded, and says so (K7-14)', () => {
    expect(barState(inSection('technical_break')).alsoRecording).toBe(true);
    expect(barState(inSection('recess')).alsoRecording).toBe(false);
  });

  it('in a break that is not recorded the microphones are called off once nobody listens to them, and not before', () => {
    const silent = { ...status, recorder: { ...status.recorder, mode: 'off' as const, captures: [] } };
    for (const kind of ['recess', 'deliberation'] as const) {
      expect(microphonesAreOff(barState(inSection(kind)), silent)).toBe(true);
      expect(microphonesAreOff(barState(inSection(kind)), status)).toBe(false);
      expect(microphonesAreOff(barState(inSection(kind)), null)).toBe(false);
    }
    for (const kind of ['in_session', 'closed_section', 'technical_break'] as const) expect(microphonesAreOff(barState(inSection(kind)), silent)).toBe(false);
  });

  it('red is for recording alone', () => {
    const ended = { name: 'closed', atMs: 1, outcome: { kind: 'concluded' } } as const;
    const tones = [barState(null), barState({ ...live, phase: ended }), barState({ ...live, phase: { name: 'scheduled' } })].map((s) => s.tone);
    expect(tones).toEqual(['idle', 'idle', 'idle']);
  });

  it('while the hall is checked it says so, in grey, whatever hearing is looked at; a hearing that is on says its own', () => {
    const checked = { tone: 'idle', word: 'hall_check' };
    const ended = { name: 'closed', atMs: 1, outcome: { kind: 'concluded' } } as const;
    expect([barState(null, true, true), barState({ ...live, phase: { name: 'connecting', sinceMs: 1 } }, true, true), barState({ ...live, phase: ended }, true, true)]).toMatchObject([checked, checked, checked]);
    expect(barState(live, true, true).word).toBe('recording');
    expect(barState({ ...live, phase: { name: 'scheduled' }, starting: { sectionId: 's', kind: 'in_session', reason: '', requestedAtMs: 5 } }, true, true).word).toBe('starting');
    expect(barState(null, false, true).word).toBe('unknown');
  });

  it('nothing is called recording before its media is there', () => {
    const starting = { sectionId: 's', kind: 'in_session', reason: '', requestedAtMs: 5 } as const;
    expect(barState({ ...live, starting })).toMatchObject({ tone: 'idle', word: 'starting' });
  });

  it('while a hearing is still being asked for, nothing is claimed', () => {
    expect(barState(null, false)).toMatchObject({ tone: 'idle', word: 'unknown' });
    expect(barState(live, false).word).toBe('unknown');
    expect(barState(null).word).toBe('not_recording');
  });

  it('the length runs with the hearing and stops with it', () => {
    const zero = live.zeroUtcMs ?? 0;
    expect(hearingLengthMs(live, zero + 5000)).toBe(5000);
    const ended: Hearing = { ...live, phase: { name: 'sealed', atMs: zero + 99_000, outcome: { kind: 'concluded' }, manifestSha256: 'x' }, sections: live.sections.map((s) => ({ ...s, endedAtMs: zero + 60_000 })) };
    expect(hearingLengthMs(ended, zero + 999_000)).toBe(60_000);
    expect(hearingLengthMs({ ...live, zeroUtcMs: null }, 5)).toBeNull();
  });
});

describe('danger', () => {
  it('is not cried while all is well', () => expect(barDanger(live, status, 300)).toBeNull());

  it('is cried when a device is lost, with its name', () => {
    expect(barDanger(live, lostAudio, 300)).toEqual({ kind: 'unsafe', reasons: ['capture_lost'] });
    expect(lostDevices(lostAudio, hall)).toEqual(hall.microphones.map((m) => m.label));
  });

  it('is not cried when one of the two recordings of a sound is interrupted', () => {
    for (const lost of [['audio'], ['sound-mic-judge'], soundCaptureIds().filter((id) => id !== 'audio')]) {
      const spared = statusNow(memory, { ...fairWeather(), lost });
      expect([barDanger(live, spared, 300), lostDevices(spared, hall)]).toEqual([null, []]);
    }
  });

  it('is cried for as long as the sound goes on without a microphone, with its name', () => {
    const deaf = statusNow(memory, { ...fairWeather(), absent: ['mic-witness'] });
    expect(barDanger(live, deaf, 300)).toEqual({ kind: 'unsafe', reasons: ['capture_lost'] });
    expect(lostDevices(deaf, hall)).toEqual(['Куә']);
  });

  it('is cried when the console does not answer, whatever it said last', () => {
    expect(barDanger(live, status, 6000)).toEqual({ kind: 'console_silent', silentMs: 6000 });
  });

  it.each<PhaseName>(['recess', 'deliberation'])('is no matter of %s, when nothing is to be recorded', (kind) => {
    expect(barDanger(inSection(kind as SectionKind), lostAudio, 300)).toBeNull();
  });

  it('is not read from a status older than the phase', () => {
    const resumed: Hearing = { ...live, phase: { name: 'in_session', sinceMs: lostAudio.nowMs + 1 } };
    expect(barDanger(resumed, lostAudio, 300)).toBeNull();
  });

  it('is not hidden by a clock that was set back in the middle of the hearing', () => {
    const setBack: Hearing = { ...live, phase: { name: 'in_session', sinceMs: lostAudio.nowMs + 3_600_000 } };
    expect(barDanger(setBack, lostAudio, 300)).toEqual({ kind: 'unsafe', reasons: ['capture_lost'] });
  });

  it('leaves the state its name while anything is recorded, and begins with what is gravest', () => {
    expect(overruledBy(null)).toBeNull();
    expect(overruledBy(barDanger(live, lostAudio, 300))).toBeNull();
    const stopped = barDanger(live, statusNow(memory, { ...fairWeather(), lost: captureIds() }), 300);
    expect(stopped).toEqual({ kind: 'unsafe', reasons: ['nothing_captured', 'capture_lost'] });
    expect(overruledBy(stopped)).toBe('stopped');
    expect(overruledBy(barDanger(live, status, 6000))).toBe('console_silent');
  });
});
