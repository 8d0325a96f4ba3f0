import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import type { HearingSummary } from '#shared/contract/schemas.ts';
import { appError } from '#shared/domain/errors.ts';
import { scheduleEntrySchema } from '#shared/domain/schedule.ts';
import { describe, expect, it } from 'vitest';
import { emptyDraft, entryOf, problemsOf } from '../../../src-renderer/screens/day/draft.ts';
import { nextStep } from '../../../src-renderer/screens/day/nextStep.ts';
import { summarise } from '../../../src-renderer/screens/after/sending.ts';
import { emptyHall, foundCameras, hallOf, rtspSource, sourceText, withCamera, withMicrophone, withPlace } from '../../../src-renderer/screens/settings/hallDraft.ts';
import { isFolder, saidOfField } from '../../../src-renderer/screens/settings/secondFolder.ts';
import { emptyPerson, personProblem } from '../../../src-renderer/screens/settings/person.ts';
import { Memory } from '../../fakes/console/memory.ts';
import { outboxOf } from '../../fakes/console/outbox.ts';

const nowMs = Date.UTC(2026, 10, 21, 6);
const memory = new Memory(nowMs);
const summaries = [...memory.hearings.values()].map((h): HearingSummary => ({
  hearingId: h.hearingId, schedule: h.schedule, origin: h.origin, serverHearingId: h.serverHearingId, demo: h.demo, phase: h.phase.name,
  openIncidents: 0, actsToFinish: h.acts.filter((a) => !a.final).length,
}));
const unanswered = { data: null, error: null };
const answered = (items: OutboxItemView[]) => ({ data: { items }, error: null });
const phase = (name: string) => summaries.filter((h) => h.phase === name);

describe('the next step', () => {
  it('is the hearing that is going on', () => expect(nextStep(summaries, nowMs)).toMatchObject({ kind: 'continue', hearing: { phase: 'in_session' } }));

  it('is the hearing that begins soon, before an unfinished act', () => {
    const resting = summaries.filter((h) => h.phase !== 'in_session');
    const soon = phase('scheduled')[0]?.schedule.startsAtMs ?? 0;
    expect(nextStep(resting, soon - 20 * 60_000)).toMatchObject({ kind: 'connect' });
    expect(nextStep(resting, soon - 40 * 60_000)).toMatchObject({ kind: 'finish_act' });
  });

  it('is the next hearing, however late, when nothing else is left', () => {
    expect(nextStep(phase('scheduled'), 0)).toMatchObject({ kind: 'connect' });
    expect(nextStep(phase('scheduled'), nowMs + 9e9)).toMatchObject({ kind: 'connect' });
  });

  it('is fetching the schedule on an empty day, and nothing when all is done', () => {
    expect(nextStep([], nowMs)).toEqual({ kind: 'fetch' });
    expect(nextStep(phase('handed_over'), nowMs)).toEqual({ kind: 'done' });
  });
});

describe('a hearing typed in by hand', () => {
  const place = { court: 'C', hall: 'H', secretary: 'S', startsAtMs: nowMs };
  const draft = { ...emptyDraft(() => 'id'), caseNumber: ' 7512-26 ', time: '9:30', judge: 'J' };

  it('names what is missing', () => {
    expect(problemsOf(emptyDraft(() => 'id'))).toEqual(['caseNumber', 'time', 'judge']);
    expect(problemsOf({ ...draft, time: '25:00' })).toEqual(['time']);
    expect(problemsOf(draft)).toEqual([]);
  });

  it('is a schedule entry, without the lines left empty', () => {
    const people = [{ id: 'a', name: 'Ә', role: 'claimant', attendance: 'hall' }, { id: 'b', name: ' ', role: 'defendant', attendance: 'hall' }] as const;
    const entry = entryOf({ ...draft, people: [...people] }, place);
    expect(scheduleEntrySchema.safeParse(entry).success).toBe(true);
    expect(entry).toMatchObject({ caseNumber: '7512-26', participants: [{ id: 'a' }] });
  });

  it('takes anything typed as data', () => {
    const caseNumber = `<script>${'x'.repeat(10_000)}`;
    expect(entryOf({ ...draft, caseNumber }, place).caseNumber).toBe(caseNumber);
  });
});

describe('the hall being edited', () => {
  const camera = { type: 'v4l2', device: '/dev/video0' } as const;

  it('never gives an id twice', () => {
    const two = withCamera(withCamera(emptyHall, 'A', camera), 'B', camera);
    const again = withCamera({ ...two, cameras: two.cameras.slice(1) }, 'C', camera);
    expect(again.cameras.map((c) => c.id)).toEqual(['camera-2', 'camera-1']);
  });

  it('says what keeps it from being a hall', () => {
    const named = { ...emptyHall, court: 'C', name: 'N' };
    const full = withMicrophone(named, 'M', { type: 'pulse', device: 'p' });
    expect(hallOf(emptyHall)).toEqual({ ok: false, problem: 'court' });
    expect(hallOf({ ...emptyHall, court: 'C' })).toEqual({ ok: false, problem: 'name' });
    expect(hallOf(named)).toEqual({ ok: false, problem: 'devices' });
    expect(hallOf(withMicrophone(named, ' ', { type: 'pulse', device: 'p' }))).toEqual({ ok: false, problem: 'labels' });
    expect(hallOf(full)).toMatchObject({ ok: true });
  });

  it('knows whose place a microphone stands at, and that it is nobody\'s any more', () => {
    const draft = ['A', 'B'].reduce((hall, name) => withMicrophone(hall, name, { type: 'pulse', device: name }), { ...emptyHall, court: 'C', name: 'N' });
    const placed = hallOf(withPlace(draft, 'mic-2', 'witness'));
    expect(placed.ok && placed.hall.microphones.map(({ hears }) => hears)).toEqual([undefined, 'witness']);
    expect(hallOf(withPlace(withPlace(draft, 'mic-2', 'witness'), 'mic-2', undefined))).toEqual(hallOf(draft));
  });

  it('takes only sources it can hold', () => {
    expect(foundCameras([{ name: 'a', source: camera }, { name: 'b', source: { type: 'telepathy' } }, { name: 'c' }])).toEqual([{ name: 'a', source: camera }]);
  });

  it('takes an RTSP address typed by hand', () => {
    expect(rtspSource(' rtsp://10.0.0.5/stream1 ')).toEqual({ type: 'rtsp', url: 'rtsp://10.0.0.5/stream1' });
    for (const typed of ['', 'http://10.0.0.5', 'rtsp://a b']) expect(rtspSource(typed)).toBeNull();
    expect(sourceText({ type: 'rtsp', url: 'rtsp://h/1' })).toBe('rtsp://h/1');
  });
});

describe('the second recording folder', () => {
  it('is a whole path, here or on another system', () => {
    for (const path of ['/media/disk2/sot', ' /mnt/b ', 'D:\\sot', '\\\\server\\sot']) expect(isFolder(path), path).toBe(true);
    for (const typed of ['', '/', 'sot', 'D:', './b', '/a\nb']) expect(isFolder(typed), typed).toBe(false);
  });

  it('is marked as wrong where the console refuses the folder itself, and nothing else', () => {
    expect(saidOfField(appError('input.invalid', { field: 'folder' }))).toBe('nested');
    for (const error of [null, appError('input.invalid', { field: 'url' }), appError('recorder.target_unusable', { field: 'folder' })]) expect(saidOfField(error)).toBeNull();
  });
});

describe('a person who may sign in', () => {
  const person = { name: 'N', login: 'l', password: 'long enough', again: 'long enough' };

  it('names the first thing that is missing', () => {
    expect(personProblem(emptyPerson)).toBe('name');
    expect(personProblem({ ...person, login: ' ' })).toBe('login');
    expect(personProblem({ ...person, password: 'short' })).toBe('password');
    expect(personProblem({ ...person, again: 'another' })).toBe('again');
    expect(personProblem(person)).toBeNull();
  });
});

describe('what was sent', () => {
  it('counts only what has a receipt', () => {
    const sealed = phase('sealed')[0];
    const items = outboxOf(memory, sealed?.hearingId);
    const sending = summarise(answered(items.filter((i) => i.state === 'waiting')), answered(items.filter((i) => i.state === 'sent')), 'sealed', true);
    expect(sending.waiting).toBe(2);
    expect(sending.sent).toBe(sending.items.length - 2);
    expect(sending.bytesSent).toBeLessThan(sending.bytes);
    expect(sending.more).toBe(false);
  });

  it('says so when there is more than the console lists', () => {
    const [one] = outboxOf(memory, phase('sealed')[0]?.hearingId);
    expect(one && summarise(answered([]), answered(Array.from({ length: 1000 }, () => one)), 'sealed', true).more).toBe(true);
  });

  it('is all of it only when both lists said so of a sealed recording', () => {
    const told = [answered([]), answered([])] as const;
    expect(summarise(...told, 'sealed', true)).toMatchObject({ known: true, allSent: true });
    expect(summarise(...told, 'handed_over', true).allSent).toBe(true);
    expect(summarise(...told, 'closed', true).allSent).toBe(false);
    expect(summarise(...told, 'sealed', false)).toMatchObject({ known: false, allSent: false });
    expect(summarise(unanswered, answered([]), 'sealed', true)).toMatchObject({ known: false, allSent: false });
    expect(summarise({ ...answered([]), error: appError('store.unavailable') }, answered([]), 'sealed', true)).toMatchObject({ known: false, allSent: false, error: { code: 'store.unavailable' } });
  });
});
