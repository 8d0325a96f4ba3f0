import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { concludeSound, missingSound } from '#main/app/conference/concludedSound.ts';
import { RemoteSound } from '#main/app/conference/remoteSound.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import type { SoundFromHall } from '#shared/conference/sound.ts';
import { importKey, sealPacket, toBase64 } from '#shared/conference/soundPackets.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { MemoryTracks } from '../../fakes/remoteTracks.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { tracks as hallTracks } from './afterClosing.ts';

const people = [
  { id: 'phone', name: 'Образцова Проба', role: 'defendant', attendance: 'own_device' },
  { id: 'veiled', name: 'Бүркеншік Үлгі', role: 'witness', attendance: 'court', isProtected: true },
] as const;
const quiet = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };
const streamId = randomUUID();

/** A hearing in session with somebody let in, and what their page says and hears. */
async function letIn() {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const hearings = new Hearings(events, new EventFeed(events), clock);
  const hearingId = randomUUID();
  const run = (command: HearingCommand) => hearings.execute(hearingId, randomUUID(), command, systemActor);
  const hearing = async () => (await hearings.load(hearingId))?.hearing ?? expect.fail('no hearing');
  await run({ type: 'schedule', schedule: exampleSchedule({ participants: [...people] }), origin: 'manual', serverHearingId: null, demo: true });
  await run({ type: 'open', tracks: hallTracks });
  await run({ type: 'sectionCameUp', sectionId: (await hearing()).starting?.sectionId ?? '', atMs: clock.nowMs() });
  await run({ type: 'arrive', participantId: 'phone' });
  await run({ type: 'admit', participantId: 'phone' });
  const tracks = new MemoryTracks();
  const said: SoundFromHall[] = [];
  const told: unknown[] = [];
  const sound = new RemoteSound({ tracks, hearings, segments: { of: async () => [] }, clock, log: quiet }, hearingId, { say: (_, message) => said.push(message) > 0, isHere: () => true, onChange: (_, state) => told.push(state) });
  const key = await importKey((await tracks.open(hearingId, new Set())).keyOf('phone'), 'encrypt');
  const sealed = async (firstSeq: number, fromMs: number, count: number, of = streamId) => Promise.all(Array.from({ length: count }, async (_, i) =>
    toBase64(await sealPacket(key, { take: hearingId, streamId: of, seq: firstSeq + i }, { atMs: fromMs + 20 * i, opus: Uint8Array.of(0xfc, 1) }))));
  const hands = async (firstSeq: number, fromMs: number, count: number, of = streamId) => {
    const before = said.length;
    sound.heard('phone', { type: 'sound', take: hearingId, streamId: of, firstSeq, sealed: await sealed(firstSeq, fromMs, count, of) });
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(before), { timeout: 2000 });
    return said.at(-1);
  };
  const positions = () => tracks.kept.flatMap(({ packets }) => packets.map(({ positionMs }) => positionMs));
  const remote = async () => remoteOf(await hearing(), 'phone');
  return { clock, hearingId, hearings, run, hearing, remote, tracks, sound, said, told, hands, sealed, positions };
}

test('what is handed over is on disk before it is acknowledged, in the run that was on, and the hearing knows of it', async () => {
  const { clock, hands, tracks, remote, positions, hearingId } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(1000);
  expect(await hands(0, fromMs, 10)).toEqual({ type: 'soundKept', take: hearingId, streamId, nextSeq: 10 });
  expect(tracks.kept[0]?.track).toEqual({ hearingId, runId: 'run-001', captureId: 'remote-phone' });
  expect(positions()).toEqual(Array.from({ length: 10 }, (_, i) => 20 * i));
  expect((await remote()).soundSinceMs).toBe(fromMs);
});

test('what cannot be brought to the disk is not acknowledged: the page hands it over again', async () => {
  const { clock, hands, tracks, sound, said, sealed, hearingId, positions } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(1000);
  tracks.takes = 4;
  sound.heard('phone', { type: 'sound', take: hearingId, streamId, firstSeq: 0, sealed: await sealed(0, fromMs, 10) });
  await vi.waitFor(() => expect(quiet.error).toHaveBeenCalled());
  expect(said).toEqual([]);
  tracks.takes = Infinity;
  await hands(0, fromMs, 10);
  expect(positions(), 'what was on disk already is not there twice').toEqual(Array.from({ length: 10 }, (_, i) => 20 * i));
});

test('a packet that is handed over twice is in the record once', async () => {
  const { clock, hands, positions } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(1000);
  await hands(0, fromMs, 10);
  await hands(5, fromMs + 100, 10);
  expect(positions()).toEqual(Array.from({ length: 15 }, (_, i) => 20 * i));
});

test('K336-5: what was said in the deliberation, after leaving, or before being let in is acknowledged and never taken', async () => {
  const { clock, run, hands, positions } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(200);
  await run({ type: 'deliberate' });
  clock.advance(60_000);
  expect(await hands(0, fromMs - 100, 30)).toMatchObject({ nextSeq: 30 });
  expect(positions()).toEqual(Array.from({ length: 10 }, (_, i) => 20 * i));
});

test('packets in another\'s place, of another key or damaged are not taken', async () => {
  const { clock, sound, sealed, said, positions, hearingId } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(1000);
  const two = await sealed(0, fromMs, 2);
  sound.heard('phone', { type: 'sound', take: hearingId, streamId, firstSeq: 0, sealed: [...two.toReversed(), 'no base64!', two[0]?.slice(0, 20) ?? ''] });
  await vi.waitFor(() => expect(said).toMatchObject([{ type: 'soundKept', nextSeq: 4 }]));
  expect(positions()).toEqual([]);
});

test('what comes after a cut is marked as late, as one stretch, once', async () => {
  const { clock, hands, remote, sound } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(1000);
  await hands(0, fromMs, 50);
  clock.advance(60_000);
  await hands(50, fromMs + 1000, 100);
  await hands(150, fromMs + 3000, 100);
  expect((await remote()).lateSound).toEqual([]);
  await hands(250, clock.nowMs() - 400, 10);
  expect((await remote()).lateSound).toEqual([{ fromMs: fromMs + 1000, untilMs: fromMs + 5000, arrivedAtMs: clock.nowMs() }]);
  sound.heard('phone', { type: 'soundEnd', take: randomUUID() });
});

test('a page that catches up slowly, a little more than late and a little less with every batch, has brought one stretch', async () => {
  const { clock, hands, remote } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(5500);
  for (let batch = 0; batch < 5; batch++) {
    await hands(50 * batch, fromMs + 1000 * batch, 50);
    clock.advance(900);
  }
  await hands(250, clock.nowMs() - 500, 20);
  expect((await remote()).lateSound).toMatchObject([{ fromMs, untilMs: fromMs + 500 }]);
});

test('a page that has only its memory to keep sound in is told of, and its sound is waited for like any other', async () => {
  const { sound, hearingId, told, run } = await letIn();
  await sound.stands('phone', true);
  sound.heard('phone', { type: 'soundUnsafe', why: 'no storage' });
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ unable: null, isUnsafe: true }));
  await run({ type: 'close' });
  let isOver = false;
  const finished = sound.finish().then(() => { isOver = true; });
  await Promise.resolve();
  expect(isOver).toBe(false);
  sound.heard('phone', { type: 'soundEnd', take: hearingId });
  await finished;
});

test('a page is told to keep under the hearing\'s key, and to keep nothing where nothing is recorded', async () => {
  const { sound, said, hearingId } = await letIn();
  await sound.stands('phone', true);
  await sound.stands('phone', false);
  expect(said).toEqual([{ type: 'keepSound', take: hearingId, key: expect.any(String) as string }, { type: 'keepSound', take: hearingId, key: null }]);
});

test('of a protected person the voice is neither asked for nor taken', async () => {
  const { sound, said, tracks, sealed, clock, hearingId } = await letIn();
  await sound.stands('veiled', true);
  sound.heard('veiled', { type: 'sound', take: hearingId, streamId, firstSeq: 0, sealed: await sealed(0, clock.nowMs(), 3) });
  sound.heard('veiled', { type: 'clock', pageMs: 1 });
  expect(said).toEqual([{ type: 'clock', pageMs: 1, hallMs: clock.nowMs() }]);
  expect(tracks.kept).toEqual([]);
});

test('the end waits for what is on its way, and for nobody who has handed everything over', async () => {
  const { sound, hands, clock, run, positions, hearingId, said } = await letIn();
  const fromMs = clock.nowMs();
  await sound.stands('phone', true);
  clock.advance(2000);
  await run({ type: 'close' });
  let isOver = false;
  const finished = sound.finish().then(() => { isOver = true; });
  await vi.waitFor(() => expect(said.at(-1)).toMatchObject({ type: 'keepSound', key: null }));
  await hands(0, fromMs, 100);
  expect(isOver).toBe(false);
  sound.heard('phone', { type: 'soundEnd', take: hearingId });
  await finished;
  expect(positions()).toHaveLength(100);
});

test('what never came is a gap of its own length; that a page needs a moment to begin is none', async () => {
  const { clock, run, hearing } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(60_000);
  await run({ type: 'close' });
  const held = await hearing();
  const heard = [{ fromMs: fromMs + 800, toMs: fromMs + 10_000 }, { fromMs: fromMs + 20_000, toMs: fromMs + 60_000 }];
  expect(missingSound(held, 'phone', heard)).toEqual([{ fromMs: fromMs + 10_000, toMs: fromMs + 20_000 }]);
  expect(missingSound(held, 'phone', [])).toEqual([{ fromMs, toMs: fromMs + 60_000 }]);
});

test('concluded, what never came is a gap of the track that is told once, however often it is concluded', async () => {
  const { clock, hands, run, hearing, tracks, hearingId, hearings } = await letIn();
  const fromMs = clock.nowMs();
  clock.advance(10_000);
  await hands(0, fromMs, 10);
  await run({ type: 'close' });
  const conclude = () => concludeSound({ tracks, hearings, segments: { of: async () => [] }, recorder: { settle: async () => undefined } }, hearingId);
  await conclude();
  await conclude();
  expect((await hearing()).gaps).toEqual([{ captureId: 'remote-phone', fromMs, toMs: fromMs + 10_000, cause: expect.any(String) as string }]);
  expect(tracks.closed).toContain(hearingId);
});

test('who is let in, or talks confidentially, right after coming is told the last of it last, whichever look at the hearing takes longer', async () => {
  const { hearings, hearingId, tracks, clock } = await letIn();
  const said: SoundFromHall[] = [];
  let goOn: () => void = () => undefined;
  const slowAtFirst = { execute: hearings.execute.bind(hearings), load: async (id: string) => {
    const isFirst = said.length === 0 && loads++ === 0;
    if (isFirst) await new Promise<void>((resolve) => { goOn = resolve; });
    return hearings.load(id);
  } };
  let loads = 0;
  const sound = new RemoteSound({ tracks, hearings: slowAtFirst, segments: { of: async () => [] }, clock, log: quiet }, hearingId, { say: (_, message) => said.push(message) > 0, isHere: () => true, onChange: () => undefined });
  const first = sound.stands('phone', false);
  await sound.stands('phone', true);
  goOn();
  await first;
  expect(said.at(-1)).toMatchObject({ type: 'keepSound', key: expect.any(String) as string });
});
