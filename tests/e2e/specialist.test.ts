import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Operator } from '#main/cli/demo/operator.ts';
import { manifestSchema, type Manifest } from '#shared/domain/manifest.ts';
import { coverage as coverageOf } from '#shared/domain/timeline.ts';
import { addOpenHearing, hearingOf, startHall, stateBar, type Hall } from './fixture.ts';
import { shells } from './shells.ts';
import { say } from './texts.ts';

/** A camera's process dies in the middle of a hearing: everybody is told, it heals by itself, nothing else is touched. */
describe.each(shells)('a camera fails, $name', (shell) => {
  let hall: Hall;
  let secretary: Operator;
  let hearingId: string;
  let desk: Page;
  let display: Page;
  let diagnostics: Page;

  beforeAll(async () => {
    hall = await startHall(shell);
    secretary = await hall.operator('secretary');
    hearingId = await addOpenHearing(secretary);
    diagnostics = await hall.window('specialist');
    desk = await hall.window('secretary');
    display = await hall.window('judge');
  });
  afterAll(() => hall?.end());

  const row = (name: string) => diagnostics.getByRole('row').filter({ hasText: name });
  const pidOf = async (name: string) => Number(await row(name).getByRole('cell').nth(1).textContent());
  const safe = (page: Page) => stateBar(page).getByRole('status').getByText(say('statebar.state.recording'), { exact: true });
  const lost = say('statebar.reason.capture_lost', { devices: 'Камера 1 · зал' });

  test('diagnostics shows every capture with its process', async () => {
    for (const name of ['Камера 1 · зал', 'Камера 2 · тараптар', 'Куә']) {
      await row(name).getByText(say('diagnostics.capture_state.running')).waitFor();
      process.kill(await pidOf(name), 0);
    }
  });

  test('killed, it is told to all three in plain words on yellow, and it comes back by itself', async () => {
    await safe(desk).waitFor();
    const pid = await pidOf('Камера 1 · зал');
    const told = Promise.all([
      stateBar(desk).getByText(lost).waitFor(),
      display.getByRole('alert').getByText(lost).waitFor(),
      row('Камера 1 · зал').getByText(say('diagnostics.capture_state.lost')).waitFor(),
      desk.waitForFunction(() => getComputedStyle(document.querySelector('header') ?? document.body).backgroundColor === 'rgb(255, 210, 31)'),
    ]);
    process.kill(pid, 'SIGKILL');
    await told;
    await safe(desk).waitFor();
    await row('Камера 1 · зал').getByText(say('diagnostics.capture_state.running')).waitFor();
    expect(await pidOf('Камера 1 · зал')).not.toBe(pid);
  });

  test('the hearing has the gap with its cause; no other track has a hole', async () => {
    await desk.waitForTimeout(3000);
    await secretary.do('hearing.close', { hearingId });
    await expect.poll(async () => (await hearingOf(secretary, hearingId)).phase.name, { timeout: 60_000 }).toMatch(/sealed|handed_over/);
    const { gaps } = await hearingOf(secretary, hearingId);
    expect(gaps.map((g) => g.captureId)).toEqual(['cam1']);
    expect(gaps[0]?.cause).not.toBe('');
    const lengthMs = (gaps[0]?.toMs ?? Infinity) - (gaps[0]?.fromMs ?? 0);
    expect(lengthMs).toBeGreaterThan(0);
    expect(lengthMs).toBeLessThan(10_000);
    const manifest = await manifestOf(secretary, hearingId);
    const coverage = coverageOf(manifest, manifest.segments, manifest.tracks, manifest.sealedAtMs);
    for (const { trackId, expectedMs, recordedMs } of coverage.filter((c) => c.trackId !== 'cam1')) expect(expectedMs - recordedMs, trackId).toBeLessThan(200);
    expect(coverage.length).toBe(6);
  });
});

async function manifestOf(operator: Operator, hearingId: string): Promise<Manifest> {
  const { dir } = await operator.do('recording.info', { hearingId });
  return manifestSchema.parse(JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')));
}
