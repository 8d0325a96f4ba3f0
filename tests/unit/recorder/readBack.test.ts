import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { systemClock } from '#main/process/clock.ts';
import { filesAtOnce, ReadBack } from '#main/recorder/segments/readBack.ts';
import { ok } from '#shared/domain/result.ts';

const content = 'sound';
const sha256 = createHash('sha256').update(content).digest('hex');
const rowOf = (index: number): SegmentRow => ({
  hearingId: 'h1', runId: 'run-001', captureId: `sound-mic${index}`, index, path: `run-001/sound-mic${index}/00000.mkv`,
  startMs: 0, endMs: 10_000, bytes: content.length, sha256, state: 'closed', tail: false, problem: null, verifiedAtMs: null,
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'read-back-'));
  await writeFile(join(dir, 'file'), content);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(dir, { recursive: true });
});

/** A read-back that finds every file whole; how many it was given at once stands in `batches`. */
function readBack() {
  const batches: number[] = [];
  const verified = new Set<string>();
  const reader = new ReadBack({
    check: async (files) => { batches.push(files.length); return ok(files.map(() => null)); },
    disk: { dropCache: async () => ok(true) }, heal: async () => false, segments: { upsert: async () => undefined, of: async () => [] },
    clock: systemClock, pathOf: async () => join(dir, 'file'), onChecked: (row) => verified.add(row.captureId), onFault: (_, error) => { throw new Error(error.code); },
  });
  return { reader, batches, verified };
}

test('full batches are read back one after the other; what is less than one waits for the next round', async () => {
  const { reader, batches, verified } = readBack();
  const many = 2 * filesAtOnce + 5;
  for (let i = 0; i < many; i += 1) reader.add(rowOf(i));
  await vi.advanceTimersByTimeAsync(20_000);
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(0);
    expect(batches.length).toBe(2);
  });
  expect(batches).toEqual([filesAtOnce, filesAtOnce]);
  await vi.waitFor(() => expect(verified.size).toBe(2 * filesAtOnce));
  await vi.advanceTimersByTimeAsync(20_000);
  await vi.waitFor(() => expect(verified.size).toBe(many));
  reader.stop();
});
