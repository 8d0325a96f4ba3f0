import process from 'node:process';
import { z } from 'zod';
import { seededRandom } from '../../crash/seededRandom.ts';
import { linesOf } from './figures.ts';
import { killTrials } from './kills.ts';
import { powerCutTrials } from './powerCuts.ts';
import { killFigures, powerCutFigures } from './report.ts';

const picture = { widthPx: 1280, heightPx: 720 };
const microphones = 4;

const wishes = z.object({
  LOSS_KILLS: z.coerce.number().int().positive().default(50),
  LOSS_CUTS: z.coerce.number().int().positive().default(30),
  LOSS_SEED: z.coerce.number().int().default(() => Date.now() % 1_000_000),
  LOSS_ONLY: z.enum(['kills', 'cuts']).optional(),
});

/** Each kind of trial, by the name with which it is asked for. */
const trials = {
  kills: async (count: { LOSS_KILLS: number }, random: () => number) => killFigures(await killTrials(count.LOSS_KILLS, random, picture, microphones)),
  cuts: async (count: { LOSS_CUTS: number }, random: () => number) => powerCutFigures(await powerCutTrials(count.LOSS_CUTS, random, picture, microphones)),
};

/**
 * How much of the record is lost when something is killed or the power goes, seen from outside: pictures
 * and sound carry coded clocks, and what of the wall clock is in no file is lost. Counts, seed and the
 * choice of one kind of trial come from LOSS_KILLS, LOSS_CUTS, LOSS_SEED and LOSS_ONLY (kills, cuts).
 */
export async function run(): Promise<object> {
  const wish = wishes.parse(process.env);
  console.error(`LOSS_SEED=${wish.LOSS_SEED}`);
  const figures: Record<string, object> = {};
  for (const [name, trial] of Object.entries(trials)) {
    if (wish.LOSS_ONLY !== undefined && wish.LOSS_ONLY !== name) continue;
    console.error(`${name}: begun at ${new Date().toISOString()}, takes minutes`);
    figures[name] = await trial(wish, seededRandom(wish.LOSS_SEED));
  }
  return process.argv.includes('--json') ? { seed: wish.LOSS_SEED, ...figures } : linesOf({ seed: wish.LOSS_SEED, ...figures });
}
