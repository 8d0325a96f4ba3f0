import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMediaGate } from '#main/app/mediaGate.ts';
import { Sessions } from '#main/app/sessions.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { minuteMs, must, Played } from '../domain/samples.ts';
import { tracks } from './afterClosing.ts';

/** One minute in public, one closed, a technical break of the closed section, and in public again. */
const played = new Played().start({ type: 'open', tracks })
  .do({ type: 'closeToPublic', reason: 'r' }, minuteMs).do({ type: 'technicalBreak', reason: 'r' }, minuteMs)
  .do({ type: 'resume' }, minuteMs).do({ type: 'resume' }, minuteMs);
const hearingId = '00000000-0000-4000-8000-000000000001';
/** Four pictures: in public, at the ruling, in the closed section's technical break, and in public again; the first two lie on the disk. */
const [inPublic, closing, inBreak, after] = [1000, minuteMs, 2 * minuteMs + 1000, 4 * minuteMs].map((ms, n) =>
  ({ of: 'camera' as const, name: `cam-${n}`, state: 'taken' as const, atMs: must(played.state.zeroUtcMs) + ms, file: { path: `evidence/p-${n}.jpg`, sha256: 'a'.repeat(64), bytes: 3 } }));
const pictures = [inPublic, closing, inBreak, after].filter((each) => each !== undefined);
played.do({ type: 'openIncident', incidentId: 'i-1', startedAtMs: 0, subject: 'camera', deviceId: null, detectedBy: 'person', note: '', evidence: [] })
  .do({ type: 'addEvidence', incidentId: 'i-1', pictures: [...pictures, { of: 'window', name: 'console', state: 'missing', why: 'no_windows' }] });
const dir = mkdtempSync(join(tmpdir(), 'media-gate-'));
const heard: number[] = [];
const users = { list: async () => [], add: async () => ok(undefined), change: async () => ok(undefined) };
const gate = createMediaGate({
  sessions: new Sessions(users, { get: async () => null, set: async () => undefined }, fakeClock(), 'secret'),
  hearings: { load: async () => ({ hearing: { ...played.state, hearingId }, seq: 1 }) },
  liveGate: { open: async (_, role) => err(appError(role === 'specialist' ? 'auth.forbidden' : 'media.failed')) },
  reader: { listen: async ({ fromMs }) => { heard.push(fromMs); return ok({ mime: 'audio/wav', body: (async function* () { yield new Uint8Array(); })() }); } },
  folders: { recordingDir: async () => dir },
});
const listen = async (role: string, fromMs: number, toMs: number) =>
  (await gate.open(`/media/listen/${hearingId}.wav?fromMs=${fromMs}&toMs=${toMs}&ticket=local:secret:${role}`)).status;

beforeEach(() => { heard.length = 0; });

test.each([['secretary', 200], ['judge', 200], ['specialist', 403], ['administrator', 403]])('%s listening to a closed section is answered %i (K7-6)', async (role, status) => {
  expect(await listen(role, minuteMs + 1000, minuteMs + 2000)).toBe(status); // within it
  expect(await listen(role, 0, minuteMs + 1)).toBe(status); // into it
  expect(await listen(role, 2 * minuteMs + 1000, 2 * minuteMs + 2000)).toBe(status); // in its technical break
  expect(heard).toHaveLength(status === 200 ? 3 : 0);
  expect(await listen(role, 0, minuteMs)).toBe(200);
  expect(await listen(role, 4 * minuteMs, 5 * minuteMs)).toBe(200);
});

beforeAll(() => {
  mkdirSync(join(dir, 'evidence'));
  for (const { file } of pictures) writeFileSync(join(dir, file.path), file.path);
  writeFileSync(join(dir, 'evidence', 'other.jpg'), 'of nobody');
});
afterAll(() => rmSync(dir, { recursive: true }));

const look = async (role: string, path: string, ticket = `local:secret:${role}`) => {
  const { status, headers, body } = await gate.open(`/media/picture/${hearingId}/${path}?ticket=${ticket}`);
  const pieces: Uint8Array[] = [];
  for await (const piece of body ?? []) pieces.push(piece);
  return { status, headers, text: Buffer.concat(pieces).toString() };
};

test.each([['secretary', [200, 200, 200, 200]], ['judge', [200, 200, 200, 200]], ['specialist', [200, 403, 403, 200]], ['administrator', [200, 403, 403, 200]]])('%s looking at the pictures of an incident: what shows a closed section is for those who sat in it (K7-6)', async (role, statuses) => {
  const answers = await Promise.all(pictures.map(({ file }) => look(role, file.path)));
  expect(answers.map(({ status }) => status)).toEqual(statuses);
  expect(answers[0]).toMatchObject({ headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' }, text: 'evidence/p-0.jpg' });
});

test('what is no evidence is no picture, wherever it lies; nobody without a session sees any', async () => {
  for (const path of ['evidence/other.jpg', 'x%2F..%2Fevidence%2Fp-0.jpg', '..%2F..%2Fetc%2Fpasswd', '', 'evidence']) expect([path, (await look('secretary', path)).status]).toEqual([path, 404]);
  expect((await look('secretary', 'evidence/p-0.jpg', 'local:wrong:secretary')).status).toBe(401);
  expect((await gate.open(`/media/document/${hearingId}/evidence/p-0.jpg?ticket=local:secret:secretary`)).status).toBe(404); // no way around the closed section
});

test('a live picture that is refused is answered 403, one that is not there 503', async () => {
  const live = async (role: string) => (await gate.open(`/media/live/cam1.flv?ticket=local:secret:${role}`)).status;
  expect([await live('specialist'), await live('judge')]).toEqual([403, 503]);
});
