import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { Ledger } from '#main/recorder/service/ledger.ts';
import type { HearingFact, KeptFact } from '#main/recorder/service/messages.ts';

const [hearingId, another] = ['hearing-1', 'hearing-2'];

let dir: string;
let told: KeptFact[];
beforeEach(async () => { [dir, told] = [await mkdtemp(join(tmpdir(), 'ledger-')), []]; });
afterEach(() => rm(dir, { recursive: true, force: true }));

const open = (): Promise<Ledger> => Ledger.open(dir, (kept) => told.push(kept));
const resumed = (atMs: number, of = hearingId): HearingFact => ({ type: 'captureResumed', hearingId: of, captureId: 'cam1', atMs });
const numbersOf = (kept: readonly KeptFact[]): number[] => kept.map(({ factId }) => Number(factId.split('-').at(-1)));
const momentsOf = (kept: readonly KeptFact[]): number[] => kept.flatMap(({ fact }) => (fact.type === 'captureResumed' ? [fact.atMs] : []));

const row: SegmentRow = {
  hearingId, path: 'run-001/cam1/00000.mkv', captureId: 'cam1', runId: 'run-001', index: 0, startMs: 0, endMs: 10_000,
  bytes: 1000, sha256: 'ab'.repeat(32), state: 'closed', verifiedAtMs: null, problem: null, tail: false,
};

test('what the console has acknowledged is not told again, and numbers go on', async () => {
  const ledger = await open();
  for (const atMs of [1, 2, 3]) await ledger.append(resumed(atMs));
  await ledger.ack(told[1]?.factId ?? '');
  await ledger.append(resumed(4));
  expect([momentsOf(ledger.pending()), numbersOf(ledger.pending())]).toEqual([[3, 4], [3, 4]]);
});

test('the same after a restart, also when a fact was told while nobody acknowledged', async () => {
  const before = await open();
  for (const atMs of [1, 2, 3]) await before.append(resumed(atMs));
  await before.ack(told[0]?.factId ?? '');
  const ledger = await open();
  expect(ledger.pending()).toEqual(told.slice(1));
  await ledger.append(resumed(4));
  await ledger.ack(told[2]?.factId ?? '');
  expect([momentsOf(ledger.pending()), numbersOf(ledger.pending())]).toEqual([[4], [4]]);
});

test('an acknowledgement that comes late, twice, too far or of something else takes nothing away that is not known', async () => {
  const ledger = await open();
  for (const atMs of [1, 2, 3]) await ledger.append(resumed(atMs));
  const [first, second, third] = told.map(({ factId }) => factId);
  const ledgerId = first?.slice(0, -2) ?? '';
  await ledger.ack(second ?? '');
  for (const factId of [first ?? '', second ?? '', 'nobody-3', `${ledgerId}-x`, `${ledgerId}--1`]) await ledger.ack(factId);
  expect(ledger.pending().map(({ factId }) => factId)).toEqual([third]);
  await ledger.ack(`${ledgerId}-99`);
  await ledger.append(resumed(4));
  expect(momentsOf(ledger.pending())).toEqual([4]);
});

test('each hearing is acknowledged by itself', async () => {
  const ledger = await open();
  await ledger.append(resumed(1));
  await ledger.append(resumed(2, another));
  await ledger.append(resumed(3));
  await ledger.ack(told[2]?.factId ?? '');
  expect(momentsOf(ledger.pending())).toEqual([2]);
});

test('rows stay known after their facts were acknowledged; a hearing is forgotten once nothing of it waits', async () => {
  const ledger = await open();
  await ledger.upsert(row);
  await ledger.ack(told[0]?.factId ?? '');
  expect(await ledger.of(hearingId)).toEqual([row]);
  await ledger.forgetAllBut(null);
  expect(await ledger.of(hearingId)).toEqual([row]); // not read back yet
  const verified: SegmentRow = { ...row, state: 'verified', verifiedAtMs: 12_000 };
  await ledger.upsert(verified);
  await ledger.forgetAllBut(null);
  expect(await ledger.of(hearingId)).toEqual([verified]); // not acknowledged yet
  await ledger.ack(told[1]?.factId ?? '');
  await ledger.forgetAllBut(null);
  expect([await ledger.of(hearingId), await readdir(dir)]).toEqual([[], []]);
});

test('half a line, as a power cut leaves it, takes no other line with it; a file that is none is moved aside', async () => {
  const before = await open();
  await before.append(resumed(1));
  const [name = ''] = await readdir(dir);
  await appendFile(join(dir, name), '{"type":"captureRes');
  await appendFile(join(dir, 'strange.jsonl'), 'nothing\n');
  const ledger = await open();
  await ledger.append(resumed(2));
  expect(momentsOf((await open()).pending())).toEqual([1, 2]);
  expect(await readdir(dir)).toContain('strange.jsonl.damaged');
});
