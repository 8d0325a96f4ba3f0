import { beforeEach, expect, test } from 'vitest';
import { createMediaGate } from '#main/app/mediaGate.ts';
import { Sessions } from '#main/app/sessions.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { minuteMs, Played } from '../domain/samples.ts';
import { tracks } from './afterClosing.ts';

/** One minute in public, one closed, a technical break of the closed section, and in public again. */
const played = new Played().start({ type: 'open', tracks })
  .do({ type: 'closeToPublic', reason: 'r' }, minuteMs).do({ type: 'technicalBreak', reason: 'r' }, minuteMs)
  .do({ type: 'resume' }, minuteMs).do({ type: 'resume' }, minuteMs);
const hearingId = '00000000-0000-4000-8000-000000000001';
const heard: number[] = [];
const users = { list: async () => [], add: async () => ok(undefined), change: async () => ok(undefined) };
const gate = createMediaGate({
  sessions: new Sessions(users, { get: async () => null, set: async () => undefined }, fakeClock(), 'secret'),
  hearings: { load: async () => ({ hearing: { ...played.state, hearingId }, seq: 1 }) },
  edge: { open: async () => err(appError('media.failed')) },
  reader: { listen: async ({ fromMs }) => { heard.push(fromMs); return ok({ mime: 'audio/wav', body: (async function* () { yield new Uint8Array(); })() }); } },
  folders: { recordingDir: async () => '/nowhere' },
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
