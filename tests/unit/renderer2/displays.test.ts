import { usualArrangement } from '#shared/conference/stage.ts';
import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { Participant } from '#shared/domain/schedule.ts';
import { describe, expect, it } from 'vitest';
import { photoRecorded } from '../../../src-renderer/conference/photoRecorded.ts';
import { onStage, toCompare } from '../../../src-renderer/displays/onStage.ts';
import { afterBreak, connectMs, isDead, retryPauseMs, stallMs } from '../../../src-renderer/displays/pictureWatch.ts';
import { minHoldMs, nobody, speakerAt, withThoseElsewhere, type SpeakerState } from '../../../src-renderer/displays/speaker.ts';
import { fontSizePx, overflowOf, readable, remedies, textSizes, unmissable, usualViewing } from '../../../src-renderer/displays/textSize.ts';
import { hearingIn } from './hearing.ts';

describe('a live picture', () => {
  it('that stands still is dead, however well the player feels', () => {
    const attempt = { openedAtMs: 0, lastFrameAtMs: 10_000 };
    expect(isDead(attempt, 10_000 + stallMs)).toBe(false);
    expect(isDead(attempt, 10_001 + stallMs)).toBe(true);
  });

  it('has longer until its first frame', () => {
    expect(isDead({ openedAtMs: 0, lastFrameAtMs: null }, connectMs)).toBe(false);
    expect(isDead({ openedAtMs: 0, lastFrameAtMs: null }, connectMs + 1)).toBe(true);
  });

  it('is lost since its last frame, over any number of attempts', () => {
    const lost = afterBreak({ kind: 'live' }, { openedAtMs: 0, lastFrameAtMs: 4000 }, 6600);
    expect(lost).toEqual({ kind: 'lost', sinceMs: 4000 });
    expect(afterBreak(lost, { openedAtMs: 7000, lastFrameAtMs: null }, 15_100)).toBe(lost);
  });

  it('that never came is missing since it was first wanted', () => {
    expect(afterBreak({ kind: 'connecting', sinceMs: 100 }, { openedAtMs: 100, lastFrameAtMs: null }, 500)).toEqual({ kind: 'lost', sinceMs: 100 });
  });

  it('is tried for ever, at most every 3 s', () => {
    expect(retryPauseMs(0)).toBeLessThan(retryPauseMs(3));
    expect(retryPauseMs(10_000)).toBe(3000);
  });
});

describe('who speaks', () => {
  const judge = (rmsDb: number) => ({ id: 'judge', rmsDb });
  const claimant = (rmsDb: number) => ({ id: 'claimant', rmsDb });
  const lit = (atMs: number): SpeakerState => speakerAt(nobody, [judge(-20), claimant(-60)], atMs);

  it('nobody, while nobody does', () => {
    expect(speakerAt(nobody, [judge(-55), claimant(-60)], 0).speakerId).toBeNull();
  });

  it('is the loudest microphone', () => {
    expect(lit(0).speakerId).toBe('judge');
  });

  it('stays lit over a pause for breath', () => {
    const pause = speakerAt(lit(0), [judge(-60), claimant(-60)], minHoldMs - 1);
    expect(pause.speakerId).toBe('judge');
  });

  it('and goes out when the voice has gone', () => {
    expect(speakerAt(lit(0), [judge(-60), claimant(-60)], minHoldMs).speakerId).toBeNull();
  });

  it('does not jump to a short interjection', () => {
    const interjection = speakerAt(lit(0), [judge(-60), claimant(-15)], 700);
    expect(interjection.speakerId).toBe('judge');
    expect(speakerAt(interjection, [judge(-60), claimant(-15)], minHoldMs).speakerId).toBe('claimant');
  });

  it('does not change for a voice hardly louder', () => {
    const both = speakerAt(lit(0), [judge(-20), claimant(-18)], 9000);
    expect(both.speakerId).toBe('judge');
  });
});

describe('text on a wall', () => {
  const screen = { widthPx: 1920, heightPx: 1080 };
  const from5m = (diagonalInch: number) => ({ diagonalInch, distanceM: 5 });

  it('is as large as measured: 65 px on 43″, 51 px on 55″', () => {
    expect(Math.round(fontSizePx(from5m(43), screen, readable))).toBe(66);
    expect(Math.round(fontSizePx(from5m(55), screen, readable))).toBe(51);
  });

  it('grows with the pixels of the display', () => {
    const small = fontSizePx(from5m(43), screen, readable);
    expect(fontSizePx(from5m(43), { widthPx: 3840, heightPx: 2160 }, readable)).toBeCloseTo(2 * small, 6);
  });

  it('has room on the usual display, and not on a desk monitor across the hall', () => {
    expect(overflowOf(usualViewing, screen)).toBeLessThan(1);
    expect(overflowOf(from5m(24), screen)).toBeGreaterThan(1);
  });

  it('is as large as fits where it has no room, both sizes in proportion', () => {
    const { readablePx, unmissablePx } = textSizes(from5m(24), screen);
    expect(unmissablePx).toBeLessThanOrEqual(screen.widthPx * 0.085 + 0.01);
    expect(unmissablePx / readablePx).toBeCloseTo(unmissable / readable, 3);
  });

  it('names what would do: the same display from nearer, or a larger one', () => {
    const { distanceM, diagonalInch } = remedies(from5m(24), screen);
    expect(overflowOf({ diagonalInch: 24, distanceM }, screen)).toBeLessThanOrEqual(1);
    expect(overflowOf(from5m(diagonalInch), screen)).toBeLessThanOrEqual(1);
    expect(diagonalInch).toBeLessThan(43);
  });
});

describe('who speaks elsewhere', () => {
  const bench = { id: 'judge', rmsDb: -20 };
  const speakerWith = (elsewhereDb: number) => speakerAt(nobody, withThoseElsewhere([bench], [{ id: 'far', rmsDb: elsewhereDb }]), 0).speakerId;

  it('is heard over the hall\'s microphones, which hear the loudspeakers', () => {
    expect(speakerWith(-26)).toBe('far');
  });

  it('does not take the word by a noise from somebody who speaks in the hall', () => {
    expect(speakerWith(-36)).toBe('judge');
    expect(speakerWith(-60)).toBe('judge');
  });
});

describe('who is shown in the hall', () => {
  const participants = (['witness', 'waiting', 'here'] as const).map((id) => ({ id, name: id, role: 'witness' as const, attendance: id === 'here' ? 'hall' as const : 'court' as const }));
  const live = hearingIn({ name: 'in_session', sinceMs: 1 });
  const hearing = { ...live, schedule: { ...live.schedule, participants } };
  const person = { hereSinceMs: 1, admitted: true, muted: false, talksWith: [], interpretsFor: [], link: 'connected' as const, linkSinceMs: 1, report: null, quality: null, problem: null, sound: null, picture: null };
  const room = (more: Partial<ConferenceRoom> = {}): ConferenceRoom => ({
    hearingId: hearing.hearingId, test: null, line: 'open', refusal: null, hasPage: true, isStopped: false, isTooMany: false, arrangement: usualArrangement, cameraOut: null, isHallHeard: null,
    people: [{ ...person, participantId: 'waiting', admitted: false }, { ...person, participantId: 'witness' }], ...more,
  });
  const shown = (of: Hearing | null, by: ConferenceRoom | null) => onStage(of, by).map(({ participant }) => participant.id);

  it('those who were let in, not those who wait; also while the link is cut', () => {
    expect(shown(hearing, room())).toEqual(['witness']);
    expect(shown(hearing, room({ people: [{ ...person, participantId: 'witness', link: 'reconnecting' }] }))).toEqual(['witness']);
  });

  it('nobody while a ruling has ended the links, of another hearing, after the end, before the console has spoken', () => {
    expect(shown(hearing, room({ isStopped: true }))).toEqual([]);
    expect(shown(hearing, room({ hearingId: 'another' }))).toEqual([]);
    expect(shown({ ...hearing, phase: { name: 'closed', atMs: 2, outcome: { kind: 'concluded' } } }, room())).toEqual([]);
    expect([shown(null, room()), shown(hearing, null)]).toEqual([[], []]);
  });

  const photo = { petitionId: '1', submittedAtMs: 1, attachments: [{ kind: 'photo' as const, name: 'photo.png', sha256: 'a'.repeat(64) }] };
  const withPhotos = (more: Partial<Participant> = {}): Hearing => ({ ...hearing, schedule: { ...hearing.schedule, participants: participants.map((each) => ({ ...each, petition: photo, ...more })) } });
  const compared = (of: Hearing, by: ConferenceRoom) => toCompare(of, by).map(({ participant }) => participant.id);

  it('K7-9: the judge sees the photo of who waits, and of nobody who was let in or is away', () => {
    expect(compared(withPhotos(), room())).toEqual(['waiting']);
    expect(compared(withPhotos(), room({ people: [{ ...person, participantId: 'waiting', admitted: false, hereSinceMs: null }] }))).toEqual([]);
    expect(compared(withPhotos(), room({ people: [{ ...person, participantId: 'waiting' }] }))).toEqual([]);
  });

  it('no photo of a protected participant, and none where none came with the petition', () => {
    expect(compared(withPhotos({ isProtected: true }), room())).toEqual([]);
    expect(compared(hearing, room())).toEqual([]);
    expect(compared(withPhotos(), room({ isStopped: true }))).toEqual([]);
  });
});

describe('the step of the comparison', () => {
  const record = { step: 'civil-k7/photo_compared', participantId: 'phone', outcome: 'done' as const, values: {}, note: '', doneBy: '', atMs: 1, by: { userId: 'u', name: 'Хатшы', role: 'secretary' as const } };
  const line = { does: 'photo' as const, participantId: 'phone', record: null };

  it('is open, recorded, or asked for by no order; until that is known nothing is due', () => {
    expect(photoRecorded([line], 'phone')).toBe(false);
    expect(photoRecorded([{ ...line, record }], 'phone')).toBe(true);
    expect(photoRecorded([{ ...line, participantId: 'another' }, { ...line, does: 'code_word' }], 'phone')).toBeNull();
    expect(photoRecorded(undefined, 'phone')).toBe(true);
  });
});
