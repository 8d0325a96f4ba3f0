import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SealInput, Sealer } from '#main/app/ports/index.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { afterClosing, file, tracks } from './afterClosing.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const mark = (n: number) => ({ type: 'addMark' as const, markId: `m${n}`, atMs: 1, template: 'note', text: '' });

/** Notes what it is given to seal. */
function sealer(more: Partial<Sealer> = {}): Sealer & { sealed: SealInput[] } {
  const sealed: SealInput[] = [];
  return { sealed, readBack: async () => [], seal: async (input) => { sealed.push(input); return ok(file('manifest.json')); }, ...more };
}

test('a mark taken while everything is read back is in the manifest', async () => {
  const seal = sealer({ readBack: async () => { await after.run(id, mark(1)); return []; } });
  const after = afterClosing(seal);
  const id = await after.closed();
  await after.aftercare.run();
  expect((await after.state(id)).phase.name).toBe('sealed');
  expect(seal.sealed.map((s) => s.hearing.marks.length)).toEqual([1]);
});

test('a mark taken while the manifest is written makes another manifest', async () => {
  const sealedMarks: number[] = [];
  const after = afterClosing(sealer({ seal: async ({ hearing }) => {
    sealedMarks.push(hearing.marks.length);
    if (sealedMarks.length === 1) await after.run(id, mark(1));
    return ok(file('manifest.json'));
  } }));
  const id = await after.closed();
  await after.aftercare.run();
  expect(sealedMarks).toEqual([0, 1]);
  expect(await after.state(id)).toMatchObject({ phase: { name: 'sealed' }, marks: [{ markId: 'm1' }] });
});

test('the manifest has the tracks of the hall in which the hearing was opened', async () => {
  const seal = sealer();
  const after = afterClosing(seal); // whose settings know no hall at all
  await after.closed();
  await after.aftercare.run();
  expect(seal.sealed[0]?.tracks).toEqual(tracks);
});

test.each([
  ['refuses', async () => err(appError('document.failed', { detail: 'ENOSPC' }))],
  ['throws', async () => Promise.reject(new Error('ENOSPC'))],
])('a sealing that %s is told, keeps no other hearing waiting, and is tried again by itself', async (_, fail) => {
  let full: string | null = null;
  const seal = vi.fn(async ({ hearing }: SealInput) => (hearing.hearingId === full ? fail() : ok(file('manifest.json'))));
  const after = afterClosing(sealer({ seal }));
  const [first, second] = [await after.closed(), await after.closed()];
  full = first;
  await after.aftercare.run();
  expect((await after.state(second)).phase.name).toBe('sealed');
  expect(after.aftercare.unsealed()).toMatchObject([{ hearingId: first, caseNumber: (await after.state(first)).schedule.caseNumber }]);

  const tries = seal.mock.calls.length;
  await after.aftercare.run(); // a receipt has come: no reason to read a whole recording again
  expect(seal.mock.calls.length).toBe(tries);

  full = null;
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await after.aftercare.run();
  expect((await after.state(first)).phase.name).toBe('sealed');
  expect(after.aftercare.unsealed()).toEqual([]);
});

test('a damaged segment is noted once, however often the sealing is tried', async () => {
  const damaged = { path: 'p', captureId: 'audio', runId: 'run-001', index: 0, startMs: 0, endMs: 1, bytes: 0, sha256: null, writtenSha256: null, state: 'damaged' as const, problem: 'gone', tail: false };
  let full = true;
  const after = afterClosing(sealer({ readBack: async () => [damaged], seal: async () => (full ? err(appError('document.failed')) : ok(file('manifest.json'))) }));
  const id = await after.closed();
  await after.aftercare.run();
  full = false;
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect((await after.state(id)).faults).toMatchObject([{ code: 'seal.incomplete', detail: 'p: gone' }]);
});
