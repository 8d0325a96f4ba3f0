import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AppError } from '#shared/domain/errors.ts';
import { SegmentBooks } from '#main/recorder/segments/books.ts';

test('a file that cannot be read is tried again and again, then told as damaged; the files after it do not wait for ever', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'books-'));
  const faults: AppError[] = [];
  const books = new SegmentBooks({ segments: { upsert: async () => undefined, of: async () => [] }, onClosed: () => undefined, onFault: (_, error) => faults.push(error) });
  const enter = () => books.enter({ dir, run: { hearingId: 'h', runId: 'run-001', zeroUtcMs: 0 }, captureId: 'cam1', index: 7, tail: false });
  for (let i = 1; i < 10; i += 1) expect((await enter()).ok).toBe(false);
  expect(faults).toEqual([]);
  expect(await enter()).toEqual({ ok: true, value: null });
  expect(faults).toEqual([{ code: 'recorder.segment_damaged', detail: expect.stringContaining('cam1 7') }]);
  await rm(dir, { recursive: true });
});
