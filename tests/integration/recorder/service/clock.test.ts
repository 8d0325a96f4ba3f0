import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log, RecorderFact, SteadyClock } from '#main/app/ports/index.ts';
import packageJson from '../../../../package.json' with { type: 'json' };
import { writeAtomically } from '#main/process/atomicFile.ts';
import { openSteadyClock } from '#main/process/clock.ts';
import { RecorderClient } from '#main/recorder/service/client.ts';
import { clockOfCapture, longestStepMs } from '../../../helpers/captureClock.ts';
import { until } from '../../../helpers/hurriedTime.ts';
import { needsFile } from '../../sources/programs.ts';
import { longestHoleMs, pause, smallHall } from '../bench.ts';

const quiet: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
const hall = { ...smallHall, microphones: [] };
const hourMs = 3_600_000;
/** Steps the wall clock of the programs that are started with it by what stands in a file. */
const stepping = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`;

let dataDir: string;
let client: RecorderClient;
let clock: SteadyClock;
let facts: RecorderFact[];

beforeEach(async () => {
  await needsFile(stepping, 'libfaketime');
  dataDir = await mkdtemp(join(tmpdir(), 'stepped-'));
  const stateDir = join(dataDir, 'state');
  await mkdir(stateDir);
  clock = await openSteadyClock(join(stateDir, 'clock.json'));
  await writeAtomically(join(dataDir, 'step'), '+0');
  facts = [];
  client = new RecorderClient({
    stateDir, version: packageJson.version, log: quiet, clock,
    command: { file: 'env', args: [
      `LD_PRELOAD=${stepping}`, `FAKETIME_TIMESTAMP_FILE=${join(dataDir, 'step')}`, 'FAKETIME_NO_CACHE=1', 'FAKETIME_DONT_FAKE_MONOTONIC=1',
      process.execPath, resolve('src-main/entries/recorder.ts'),
    ] },
  });
  client.keepFacts(async (fact) => void facts.push(fact));
});
afterEach(async () => {
  await client.want({ mode: 'off' });
  await client.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test.each([hourMs, -hourMs])('the wall clock of recorder and captures jumps by %d ms: the media goes on as if nothing had been', async (byMs) => {
  expect(await client.start()).toMatchObject({ ok: true });
  const zeroUtcMs = clock.nowMs();
  await client.want({ mode: 'record', hall, hearingId: 'h1', runId: 'run-001', zeroUtcMs, plannedBytes: 0 });
  await until(() => client.status().captures.every((c) => c.state === 'running'));
  await pause(2000);
  await writeAtomically(join(dataDir, 'step'), `${byMs < 0 ? '' : '+'}${byMs / 1000}`);
  await pause(4000);
  const stoppedMs = clock.nowMs();
  await client.want({ mode: 'off' });
  await client.settle('h1');

  expect(client.status().segmentsDamaged).toBe(0);
  expect(facts.filter((f) => f.type === 'captureLost')).toEqual([]);
  for (const { id } of hall.cameras) {
    const rows = facts.flatMap((f) => (f.type === 'segmentVerified' && f.row.captureId === id ? [f.row] : []));
    expect(longestHoleMs(rows)).toBeLessThanOrEqual(80);
    expect(Math.abs(zeroUtcMs + (rows.at(-1)?.endMs ?? 0) - stoppedMs)).toBeLessThan(500);
    expect(longestStepMs(await clockOfCapture(join(dataDir, 'recordings', 'h1', 'run-001', id)))).toBeLessThanOrEqual(200);
  }
});
