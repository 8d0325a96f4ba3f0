import { expect, test } from 'vitest';
import { spread } from '../bench/loss/figures.ts';
import { killTrials } from '../bench/loss/kills.ts';
import { powerCutTrials } from '../bench/loss/powerCuts.ts';
import { lossesOf } from '../bench/loss/report.ts';
import { whyNoLoggedDisk } from '../helpers/loggedDisk/disk.ts';
import { seededRandom } from './seededRandom.ts';

/** The bench `loss`, small. Moments are random; the seed that a failure names repeats them: `LOSS_SEED=…`. */
const seed = Number(process.env.LOSS_SEED ?? Date.now() % 1_000_000);
const picture = { widthPx: 640, heightPx: 360 };
const microphones = 2;
const kills = 7;
const cuts = 3;

/** What the coded clocks can be read to. */
const nothingMs = 1;

test(`kill -9 of one process after the other loses no sound, and of the pictures only a moment of its own (LOSS_SEED=${seed})`, async () => {
  const run = await killTrials(kills, seededRandom(seed), picture, microphones);
  const losses = lossesOf(run);
  expect(losses).toHaveLength(kills);
  expect(run.lostMarks).toBe(0);
  for (const loss of losses) {
    expect(loss.isBack, `${loss.kind} is back`).toBe(true);
    for (const { deviceId, kind, lostMs } of loss.lost) {
      if (kind === 'picture' && deviceId === loss.captureId) continue;
      expect(lostMs, `${deviceId}, lost at the kill of: ${loss.kind} ${loss.captureId ?? ''}`).toBeLessThan(nothingMs);
    }
    if (loss.kind !== 'camera') continue;
    expect(loss.ownBeforeMs).toBeLessThanOrEqual(250);
    expect(loss.ownOutageMs).toBeLessThanOrEqual(5000);
  }
});

const missing = await whyNoLoggedDisk();
if (missing !== null) console.warn(`POWER CUTS ARE NOT TESTED HERE: ${missing}`);

test.skipIf(missing !== null)(`a power cut loses half a second at most, no mark, and the hearing goes on after it (LOSS_SEED=${seed})`, async () => {
  const run = await powerCutTrials(cuts, seededRandom(seed), picture, microphones);
  for (const control of run.controls) expect(control).toEqual({ syncedThere: true, unsyncedThere: false });
  const lostMs = spread(run.cuts.flatMap((cut) => cut.lost.map((device) => device.lostMs)));
  expect(run.cuts).toHaveLength(cuts);
  for (const cut of run.cuts) expect(cut).toMatchObject({ lostMarks: 0, phaseAfterwards: 'in_session', recordsAgain: true });
  expect(run.cuts.reduce((sum, cut) => sum + cut.keptMarks, 0)).toBeGreaterThan(0);
  expect(lostMs.median).toBeLessThanOrEqual(250);
  expect(lostMs.max).toBeLessThanOrEqual(500);
});
