import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { concludeSound } from '#main/app/conference/concludedSound.ts';
import { RemotePicture } from '#main/app/conference/remotePicture.ts';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { remoteCaptureId, remotePictureId } from '#shared/domain/hall.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { remoteTracks, sealedTracks } from '#shared/domain/remote/recorded.ts';
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
const whole = Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01, 1]).toString('base64');
const part = Buffer.from([0x11, 0, 0, 1]).toString('base64');
const everyMs = 40;

/** A hearing in session with somebody let in, whose picture comes with the clock. */
async function letIn({ proceedings = 'civil' }: { proceedings?: 'civil' | 'criminal' } = {}) {
  const clock = fakeClock();
  const events = new MemoryEvents(clock);
  const hearings = new Hearings(events, new EventFeed(events), clock);
  const hearingId = randomUUID();
  const run = (command: HearingCommand) => hearings.execute(hearingId, randomUUID(), command, systemActor);
  const hearing = async () => (await hearings.load(hearingId))?.hearing ?? expect.fail('no hearing');
  await run({ type: 'schedule', schedule: exampleSchedule({ proceedings, participants: [...people] }), origin: 'manual', serverHearingId: null, demo: true });
  await run({ type: 'open', tracks: hallTracks });
  await run({ type: 'sectionCameUp', sectionId: (await hearing()).starting?.sectionId ?? '', atMs: clock.nowMs() });
  for (const participantId of ['phone', 'veiled']) {
    await run({ type: 'arrive', participantId });
    await run({ type: 'admit', participantId });
  }
  const tracks = new MemoryTracks();
  const told: unknown[] = [];
  const { isPictureRecorded } = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });
  const picture = new RemotePicture({ tracks, hearings, clock, log: quiet, isPictureRecorded }, hearingId, {
    opened: Promise.resolve([]), wayMsOf: () => 0, onChange: (participantId, state) => told.push([participantId, state.isAsked]),
  });
  let sent = 0;
  /** Comes in order, each when it was taken; the first one is whole where it is said. */
  const comes = async (count: number, { streamId = streams[0], isWhole = true, of = 'phone' } = {}) => {
    for (let i = 0; i < count; i++) {
      await picture.take(of, { streamId, frames: [{ rtpTimestamp: sent * everyMs * 90, agoMs: 0, vp8: i === 0 && isWhole ? whole : part }] });
      clock.advance(everyMs);
      sent += 1;
    }
  };
  const passes = (ms: number) => { clock.advance(ms); sent += ms / everyMs; };
  const kept = () => tracks.frames.flatMap(({ frames }) => frames);
  return { clock, run, hearing, hearings, hearingId, tracks, told, picture, comes, passes, kept };
}

const streams = [randomUUID(), randomUUID()] as const;
const row = (startMs: number, endMs: number): SegmentRow => ({
  hearingId: 'h', path: `run-001/x/${startMs}.mkv`, captureId: remotePictureId('phone'), runId: 'run-001', index: 0, startMs, endMs, bytes: 1, sha256: '', state: 'closed', verifiedAtMs: null, problem: null, tail: false,
});

test('K7-2(3): where the orders want it the picture is taken, placed beside the sound, and is a track of its own under the person\'s name', async () => {
  const { picture, comes, kept, told, hearing, tracks } = await letIn();
  await picture.stands('phone', true);
  await comes(50);
  await picture.finish();
  expect(told[0]).toEqual(['phone', true]);
  expect(kept()).toHaveLength(50);
  expect(kept().map(({ positionMs }) => Math.round(positionMs - (kept()[0]?.positionMs ?? 0)))).toEqual(Array.from({ length: 50 }, (_, i) => i * everyMs));
  expect(kept()[0]?.size).toEqual({ widthPx: 640, heightPx: 360 });
  expect(tracks.frames[0]?.track).toMatchObject({ runId: 'run-001', captureId: 'remote--picture-phone' });
  expect(remoteTracks(await hearing())).toEqual([expect.objectContaining({ captureId: remotePictureId('phone'), kind: 'video', label: 'Образцова Проба' })]);
});

test('K336-15: where they want the sound alone, and of a protected person, nothing is asked for and nothing taken', async () => {
  const criminal = await letIn({ proceedings: 'criminal' });
  await criminal.picture.stands('phone', true);
  await criminal.comes(30);
  await criminal.picture.finish();
  expect([criminal.told, criminal.kept()]).toEqual([[], []]);
  const civil = await letIn();
  await civil.picture.stands('veiled', true);
  await civil.comes(30, { of: 'veiled' });
  await civil.picture.finish();
  expect([civil.told, civil.kept()]).toEqual([[], []]);
});

test('what is shown while the hearing is not recorded is not taken, whatever the window sends; then it begins with a whole picture', async () => {
  const { picture, comes, kept, run, hearing, clock } = await letIn();
  await picture.stands('phone', true);
  await comes(50);
  await run({ type: 'sendOut', participantId: 'phone' });
  const outMs = clock.nowMs();
  await comes(50, { isWhole: false });
  await run({ type: 'admit', participantId: 'phone' });
  const inMs = clock.nowMs();
  await comes(25, { isWhole: false });
  await comes(50);
  await picture.finish();
  const zeroMs = (await hearing()).zeroUtcMs ?? 0;
  expect(kept().filter(({ positionMs }) => positionMs + zeroMs >= outMs && positionMs + zeroMs < inMs)).toEqual([]);
  const again = kept().filter(({ positionMs }) => positionMs + zeroMs >= inMs);
  expect([again.length, again[0]?.size !== null]).toEqual([50, true]);
});

test('after a cut, or with another connection, it goes on with the next whole picture; the cut is a gap of that track', async () => {
  const { picture, comes, passes, kept, run, hearing, hearings, hearingId, tracks } = await letIn();
  await picture.stands('phone', true);
  await comes(50);
  passes(5000);
  await comes(10, { isWhole: false });
  await comes(50, { streamId: streams[1] });
  await picture.take('phone', { streamId: streams[0], frames: [{ rtpTimestamp: 0, agoMs: 0, vp8: whole }] }); // of the connection before
  await picture.finish();
  expect(kept()).toHaveLength(100);
  await run({ type: 'close' });
  const zeroMs = (await hearing()).zeroUtcMs ?? 0;
  const stretches = [kept().slice(0, 50), kept().slice(50)].map((frames) => row(frames[0]?.positionMs ?? 0, (frames.at(-1)?.positionMs ?? 0) + everyMs));
  const conclude = () => concludeSound({ tracks, hearings, segments: { of: async () => stretches }, recorder: { settle: async () => undefined } }, hearingId);
  await conclude();
  await conclude();
  expect((await hearing()).gaps).toEqual([
    { captureId: remotePictureId('phone'), fromMs: Math.round((stretches[0]?.endMs ?? 0) + zeroMs), toMs: Math.round((stretches[1]?.startMs ?? 0) + zeroMs), cause: expect.any(String) as string },
  ]);
  expect(sealedTracks(await hearing(), remoteTracks(await hearing()))[0]?.wanted).toHaveLength(1);
});

test('a full disk costs this picture and nothing else; it goes on with the next whole one', async () => {
  const { picture, comes, kept, tracks, hearing } = await letIn();
  await picture.stands('phone', true);
  await comes(50);
  const before = kept().length;
  tracks.takes = 0;
  await comes(60, { isWhole: false });
  tracks.takes = Infinity;
  await comes(30, { isWhole: false });
  await comes(30);
  await picture.finish();
  const after = kept().slice(before);
  expect(after[0]?.size).not.toBeNull();
  expect(after).toHaveLength(30);
  expect(remoteOf(await hearing(), 'phone').pictureSinceMs).toEqual(expect.any(Number));
});

test('nobody\'s sound is called as somebody\'s picture is', () => {
  const ids = ['a', 'picture-a', '-picture-a', '--picture-a', 'Ә', 'picture'];
  const names = [...ids.map(remoteCaptureId), ...ids.map(remotePictureId)];
  expect(new Set(names).size).toBe(names.length);
});
