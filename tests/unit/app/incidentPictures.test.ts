import { randomUUID } from 'node:crypto';
import { setImmediate as soon } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { EventFeed } from '#main/app/feed.ts';
import { Hearings } from '#main/app/hearings.ts';
import { IncidentPictures } from '#main/app/incidentPictures.ts';
import type { Documents, MediaReader } from '#main/app/ports/index.ts';
import type { CaptureWindows } from '#main/app/ports/shell.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Track } from '#shared/domain/tracks.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { keptLog } from '../../fakes/consoleFace.ts';
import { MemoryEvents } from '../../fakes/memoryEvents.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { must } from '../domain/samples.ts';

type LastPicture = MediaReader['lastPicture'];

const tracks: Track[] = [
  { trackId: 'mic-1', captureId: 'audio', stream: 0, kind: 'audio', label: 'Төрағалық етуші' },
  { trackId: 'cam-1', captureId: 'cam-1', stream: 0, kind: 'video', label: 'Жалпы көрініс' },
  { trackId: 'cam-2', captureId: 'cam-2', stream: 0, kind: 'video', label: 'Талап қоюшы' },
];
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
const file = (path: string) => ({ path, sha256: 'a'.repeat(64), bytes: 4 });

let clock: ReturnType<typeof fakeClock>;
let events: MemoryEvents;
let hearings: Hearings;
let feed: EventFeed;
let log: ReturnType<typeof keptLog>;
let asked: Parameters<LastPicture>[0][];
let written: string[];
/** What the disk gives, and takes. */
let read: LastPicture;
let write: Documents['writePicture'];

beforeEach(() => {
  clock = fakeClock();
  events = new MemoryEvents(clock);
  feed = new EventFeed(events);
  hearings = new Hearings(events, feed, clock);
  log = keptLog();
  [asked, written] = [[], []];
  read = async () => ok({ jpeg, atMs: 1900.4 });
  write = async ({ name }) => ok(file(`evidence/${name}.jpg`));
});

function console_(): IncidentPictures {
  const pictures = new IncidentPictures({
    hearings, events, clock, log, onQueued: () => undefined, folders: { recordingDir: async (id) => `/recordings/${id}` }, settings: { tracksFor: async () => tracks },
    reader: { lastPicture: (input) => { asked.push(input); return read(input); } },
    documents: { writePicture: (input) => { written.push(input.name); return write(input); } },
  });
  feed.onEvent(pictures.follow);
  return pictures;
}

const execute = (hearingId: string, command: Parameters<Hearings['execute']>[2]) => hearings.execute(hearingId, randomUUID(), command, systemActor);

/** Opened two seconds ago. */
async function openHearing(): Promise<string> {
  const hearingId = randomUUID();
  await execute(hearingId, { type: 'schedule', schedule: exampleSchedule(), origin: 'manual', serverHearingId: null, demo: false });
  await execute(hearingId, { type: 'open', tracks });
  clock.advance(2000);
  return hearingId;
}

const incidentId = '11112222-3333-4444-8555-666677778888';
const openIncident = (hearingId: string, deviceId: string | null = null, detectedBy: 'person' | 'machine' = 'person') =>
  execute(hearingId, { type: 'openIncident', incidentId, startedAtMs: clock.nowMs() - 60_000, subject: 'camera', deviceId, detectedBy, note: '', evidence: [] });
const incidentOf = async (hearingId: string) => must(must(await hearings.load(hearingId)).hearing.incidents[0]);
const picturesOf = async (hearingId: string) => (await incidentOf(hearingId)).pictures?.map((picture) => [picture.of, picture.name, picture.state === 'taken' ? picture.file.path : picture.why]);

const twoWindows: CaptureWindows = async () => [{ name: 'secretary', jpeg }, { name: 'judge', jpeg: null }];

test.each(['person', 'machine'] as const)('an incident opened by a %s gets the last picture of every camera and of every window, written, queued and kept', async (detectedBy) => {
  const pictures = console_();
  pictures.offerWindows(twoWindows);
  const hearingId = await openHearing();
  await openIncident(hearingId, null, detectedBy);
  await pictures.settle(hearingId);
  expect(await picturesOf(hearingId)).toEqual([
    ['camera', 'cam-1', 'evidence/11112222-camera-cam-1.jpg'], ['camera', 'cam-2', 'evidence/11112222-camera-cam-2.jpg'],
    ['window', 'secretary', 'evidence/11112222-window-secretary.jpg'], ['window', 'judge', 'not_readable'],
  ]);
  expect(asked).toEqual(['cam-1', 'cam-2'].map((cameraId) => ({ hearingId, cameraId, untilMs: 2000 })));
  const [camera, , window] = must((await incidentOf(hearingId)).pictures);
  const zeroMs = must(must(await hearings.load(hearingId)).hearing.zeroUtcMs);
  expect([camera, window]).toMatchObject([{ atMs: zeroMs + 1900 }, { atMs: zeroMs + 2000 }]); // the moment each shows
  expect(events.commits.at(-1)?.files.map(({ kind, absolutePath }) => [kind, absolutePath.startsWith(`/recordings/${hearingId}/evidence/`)])).toEqual(Array.from({ length: 3 }, () => ['picture', true]));
});

test('opening an incident waits for no picture, sealing does', async () => {
  let come: () => void = () => undefined;
  read = () => new Promise((resolve) => { come = () => resolve(ok({ jpeg, atMs: 0 })); });
  const pictures = console_();
  const hearingId = await openHearing();
  expect(await openIncident(hearingId, 'cam-2')).toMatchObject({ ok: true });
  let settled = false;
  const sealing = pictures.settle(hearingId).then(() => { settled = true; });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect([settled, (await incidentOf(hearingId)).pictures]).toEqual([false, null]);
  come();
  await sealing;
  expect((await incidentOf(hearingId)).pictures).toHaveLength(2);
});

test('of one camera\'s incident that camera is looked at; a browser\'s console says that it has no window', async () => {
  const pictures = console_();
  const hearingId = await openHearing();
  await openIncident(hearingId, 'cam-2');
  await pictures.settle(hearingId);
  expect(await picturesOf(hearingId)).toEqual([['camera', 'cam-2', 'evidence/11112222-camera-cam-2.jpg'], ['window', 'console', 'no_windows']]);
});

test('before anything was recorded there is no picture, and the disk is not asked', async () => {
  const pictures = console_();
  const hearingId = randomUUID();
  await execute(hearingId, { type: 'schedule', schedule: exampleSchedule(), origin: 'manual', serverHearingId: null, demo: false });
  await openIncident(hearingId);
  await pictures.settle(hearingId);
  expect([await picturesOf(hearingId), asked]).toEqual([[['camera', 'cam-1', 'not_recorded'], ['camera', 'cam-2', 'not_recorded'], ['window', 'console', 'no_windows']], []]);
});

test('what cannot be read or written says so, and the others are taken', async () => {
  read = async ({ cameraId }) => (cameraId === 'cam-1' ? err(appError('media.failed', { detail: 'bad' })) : ok({ jpeg, atMs: 0 }));
  write = async ({ name }) => (name.includes('cam-2') ? err(appError('document.failed', { detail: 'ENOSPC' })) : ok(file(name)));
  const pictures = console_();
  pictures.offerWindows(() => Promise.reject(new Error('gone')));
  const hearingId = await openHearing();
  await openIncident(hearingId);
  await pictures.settle(hearingId);
  expect(await picturesOf(hearingId)).toEqual([['camera', 'cam-1', 'not_readable'], ['camera', 'cam-2', 'not_written'], ['window', 'console', 'not_readable']]);
  expect(log.lines.filter(({ level }) => level === 'warn').map(({ more }) => more)).toMatchObject([{ detail: 'bad' }, { detail: 'ENOSPC' }]);
  expect(events.commits.at(-1)?.files).toEqual([]);
});

test('a window that does not answer is given up', async () => {
  const pictures = console_();
  pictures.offerWindows(() => new Promise(() => undefined));
  const hearingId = await openHearing();
  await openIncident(hearingId, 'cam-1');
  await pictures.settle(hearingId);
  expect((await picturesOf(hearingId))?.at(-1)).toEqual(['window', 'console', 'not_readable']);
}, 40_000);

test('a console started anew takes the cameras\' pictures of that moment, and says that it did not see its windows', async () => {
  const hearingId = await openHearing();
  await openIncident(hearingId, 'cam-1'); // by a console that died at once
  clock.advance(90_000);
  const pictures = console_();
  pictures.offerWindows(twoWindows);
  await pictures.resume();
  await pictures.settle(hearingId);
  expect(asked).toEqual([{ hearingId, cameraId: 'cam-1', untilMs: 2000 }]);
  expect(await picturesOf(hearingId)).toEqual([['camera', 'cam-1', 'evidence/11112222-camera-cam-1.jpg'], ['window', 'console', 'restarted']]);
  await pictures.resume();
  await soon();
  expect([asked.length, events.records.filter(({ event }) => event.type === 'evidenceAdded').length]).toEqual([1, 1]);
});

test('pictures of an incident that is not there, and a second time, are no event', async () => {
  const hearingId = await openHearing();
  expect(await execute(hearingId, { type: 'addEvidence', incidentId, pictures: [] })).toMatchObject({ ok: false, error: { code: 'incident.not_found' } });
  await openIncident(hearingId);
  await execute(hearingId, { type: 'resolveIncident', incidentId, how: 'x' });
  expect(await execute(hearingId, { type: 'addEvidence', incidentId, pictures: [] })).toMatchObject({ ok: true, value: { events: [{ type: 'evidenceAdded' }] } });
  expect(await execute(hearingId, { type: 'addEvidence', incidentId, pictures: [] })).toMatchObject({ ok: true, value: { events: [] } });
});
