import { expect, test } from 'vitest';
import type { LinkFigures, Way, WayFigures } from '#shared/conference/quality/figures.ts';
import { breakProposals, proposedAfterMs } from '#shared/conference/quality/proposal.ts';
import type { PartVerdict } from '#shared/conference/quality/quality.ts';
import { seededRandom } from '../../../crash/seededRandom.ts';
import { cleanSecond, play, said, steady, times, withFault } from './series.ts';

const hourSeconds = 3600;

/** `told`: in which second after the fault began. */
const toldAfter = (way: Way, part: PartVerdict['part'], faulty: LinkFigures): string => {
  const words = said(play([...times(10, steady), ...times(10, faulty)]), way, part).slice(10);
  const at = words.findIndex((word) => word !== 'good');
  return at < 0 ? 'never' : `${words[9]} after ${at < 5 ? 'less than 5 s' : `${at} s`}`;
};

test.each<[string, Way, PartVerdict['part'], Partial<WayFigures>, string]>([
  ['a camera that gives no pictures any more', 'from', 'picture', { frameRate: 0, pictureKbit: 0 }, 'unfit frozen'],
  ['the hall\'s picture standing still', 'to', 'picture', { frameRate: 0, pictureKbit: 0 }, 'unfit frozen'],
  ['every twelfth packet lost', 'from', 'sound', { lossPercent: 8 }, 'weak loss'],
  ['every third packet lost', 'from', 'sound', { lossPercent: 33 }, 'unfit loss'],
  ['every third packet lost on the way there', 'to', 'picture', { lossPercent: 33 }, 'unfit loss'],
  ['sound that has to be made up', 'from', 'sound', { gapPercent: 40 }, 'unfit gaps'],
  ['a picture made small', 'from', 'picture', { pixels: 320 * 180, pictureKbit: 120 }, 'weak bandwidth'],
  ['a picture of the hall made small for want of bandwidth', 'to', 'picture', { pixels: 320 * 180, isLimited: true }, 'weak bandwidth'],
  ['three pictures a second', 'from', 'picture', { frameRate: 3 }, 'unfit few_frames'],
  ['a microphone that was switched off', 'from', 'sound', { levelDb: -120 }, 'weak silent'],
  ['no sound on the line', 'from', 'sound', { soundKbit: 0 }, 'unfit nothing'],
])('%s is told of in time, and by its name', (_, way, part, fault, expected) => {
  expect(toldAfter(way, part, withFault(way, fault))).toBe(`${expected} after less than 5 s`);
});

test('a long way is told of in time as well; it is the sound that it disturbs', () => {
  expect(toldAfter('from', 'sound', { ...steady, roundTripMs: 700 })).toBe('weak delay after less than 5 s');
  expect(toldAfter('from', 'picture', { ...steady, roundTripMs: 700 })).toBe('never');
});

test('a small camera, a dim one, a hall that shows another camera: nobody is accused', () => {
  expect(toldAfter('from', 'picture', withFault('from', { frameRate: 12 }))).toBe('never');
  expect(toldAfter('to', 'picture', withFault('to', { pixels: 320 * 180, isLimited: false }))).toBe('never');
  expect(said(play(times(20, withFault('from', { pixels: 320 * 180 }))), 'from', 'picture').every((word) => word === 'good')).toBe(true);
});

test('what is not known accuses nobody', () => {
  const unknown: WayFigures = { pictureKbit: null, soundKbit: null, lossPercent: null, gapPercent: null, jitterMs: null, frameRate: null, pixels: null, freezes: null, levelDb: null, isLimited: null };
  const verdicts = play([...times(5, steady), ...times(20, { roundTripMs: null, availableKbit: null, from: unknown, to: unknown })]);
  expect(verdicts.flat().every(({ grade }) => grade === 'good')).toBe(true);
});

test('a microphone that the court switched off is silent by its order; a dark picture in the waiting room is not the hall\'s', () => {
  const silent = times(10, withFault('from', { levelDb: -120 }));
  expect(said(play(silent, { admitted: true, muted: true }), 'from', 'sound').at(-1)).toBe('good');
  expect(play(times(10, withFault('to', { frameRate: 0 })), { admitted: false, muted: false }).at(-1)?.map(({ way }) => way)).toEqual(['from', 'from']);
});

test('one bad second is not told of; after a bad time it takes six good ones', () => {
  const bad = withFault('from', { lossPercent: 60 });
  expect(said(play([...times(5, steady), bad, ...times(5, steady)]), 'from', 'sound').every((word) => word === 'good')).toBe(true);
  const words = said(play([...times(5, steady), ...times(5, bad), ...times(20, steady)]), 'from', 'sound').slice(10);
  expect(words.indexOf('good')).toBeGreaterThanOrEqual(6);
  expect(words.indexOf('good')).toBeLessThan(9);
});

test('a fault that changes its name keeps its beginning', () => {
  const verdicts = play([...times(5, steady), ...times(5, withFault('from', { lossPercent: 10 })), ...times(5, withFault('from', { pixels: 320 * 180 }))]);
  const [first, last] = [verdicts[9], verdicts[14]].map((all) => all?.find(({ way, part }) => way === 'from' && part === 'picture'));
  expect([first?.reason, last?.reason]).toEqual(['loss', 'bandwidth']);
  expect(last?.sinceMs).toBe(first?.sinceMs);
});

/** Figures right at every limit, up and down by chance. */
function nervous(seed: number): LinkFigures[] {
  const random = seededRandom(seed);
  const way = (isLimited: boolean | null): WayFigures => ({
    pictureKbit: 5 + random() * 900, soundKbit: random() < 0.2 ? 0 : 32, lossPercent: random() * 30, gapPercent: random() * 40, jitterMs: 10, frameRate: Math.round(random() * 20),
    pixels: random() < 0.5 ? 230_400 : 921_600, freezes: 0, levelDb: random() < 0.5 ? -120 : -20, isLimited,
  });
  return Array.from({ length: 600 }, () => ({ roundTripMs: random() * 2000, availableKbit: null, from: way(null), to: way(random() < 0.5) }));
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('whatever comes, a verdict that got worse holds for six seconds: no flapping (series %i)', (seed) => {
  const verdicts = play(nervous(seed));
  for (const place of [0, 1, 2, 3]) {
    let worseAt = -Infinity;
    verdicts.slice(1).forEach((all, i) => {
      const [before, now] = [verdicts[i]?.[place], all[place]].map((one) => ['good', 'weak', 'unfit'].indexOf(one?.grade ?? ''));
      if ((now ?? 0) > (before ?? 0)) worseAt = i;
      if ((now ?? 0) < (before ?? 0)) expect(i - worseAt).toBeGreaterThanOrEqual(5);
    });
  }
});

const person = (verdicts: PartVerdict[]) => ({ participantId: 'p', admitted: true, link: 'connected' as const, linkSinceMs: 0, verdicts });

test.each([11, 12, 13, 14])('an hour of a good link: nothing is weak for long, nothing unfit, and no break is proposed (series %i)', (seed) => {
  const random = seededRandom(seed);
  const verdicts = play(Array.from({ length: hourSeconds }, () => cleanSecond(random)));
  expect(verdicts.flat().filter(({ grade }) => grade !== 'good')).toEqual([]);
  expect(verdicts.flatMap((all, i) => breakProposals([person(all)], i * 1000))).toEqual([]);
});

test('an hour in which somebody listens with their microphone off: said, and no break is proposed', () => {
  const verdicts = play(times(hourSeconds, withFault('from', { levelDb: -120 })));
  expect(said(verdicts, 'from', 'sound').at(-1)).toBe('weak silent');
  expect(verdicts.flatMap((all, i) => breakProposals([person(all)], i * 1000))).toEqual([]);
});

test('K185-22: what is unfit for a while makes a proposal, with its reason; of who only waits, nothing is proposed', () => {
  const verdicts = play([...times(5, steady), ...times(30, withFault('from', { frameRate: 0, pictureKbit: 0 }))]);
  const proposed = verdicts.map((all, i) => breakProposals([person(all)], i * 1000));
  const first = proposed.findIndex((some) => some.length > 0);
  expect(first).toBeGreaterThanOrEqual(5 + proposedAfterMs / 1000);
  expect(proposed[first]).toMatchObject([{ participantId: 'p', why: { kind: 'unfit', way: 'from', part: 'picture', reason: 'frozen' } }]);
  expect(breakProposals([{ ...person(verdicts.at(-1) ?? []), admitted: false }], 60_000)).toEqual([]);
});

test('a link that does not come back makes a proposal; one that comes back by itself does not', () => {
  const cut = { ...person([]), link: 'reconnecting' as const, linkSinceMs: 1000 };
  expect(breakProposals([cut], 10_000)).toEqual([]);
  expect(breakProposals([cut], 1000 + proposedAfterMs)).toMatchObject([{ why: { kind: 'cut' } }]);
});
