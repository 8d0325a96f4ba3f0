import type { LinkFigures, Way, WayFigures } from '#shared/conference/quality/figures.ts';
import { LinkQuality, type LinkStanding, type PartVerdict } from '#shared/conference/quality/quality.ts';

/** A second of a good link, with what varies on any: a person who moves or does not, speaks or is silent, now and then a lost packet. */
export function cleanSecond(random: () => number): LinkFigures {
  const way = (isLimited: boolean | null, gapPercent: number | null): WayFigures => ({
    pictureKbit: 180 + random() * 1200, soundKbit: 28 + random() * 8, lossPercent: random() < 0.05 ? random() * 4 : 0, gapPercent: gapPercent === null ? null : random() * gapPercent,
    jitterMs: random() * 20, frameRate: 12 + random() * 14, pixels: random() < 0.1 ? 960 * 540 : 1280 * 720, freezes: 0, levelDb: -75 + random() * 60, isLimited,
  });
  return { roundTripMs: 20 + random() * 120, availableKbit: 2500, from: way(null, 3), to: way(false, null) };
}

export const steady: LinkFigures = (() => {
  const way = (isLimited: boolean | null): WayFigures => ({
    pictureKbit: 900, soundKbit: 32, lossPercent: 0, gapPercent: 0, jitterMs: 5, frameRate: 25, pixels: 1280 * 720, freezes: 0, levelDb: -30, isLimited,
  });
  return { roundTripMs: 40, availableKbit: 2500, from: way(null), to: way(false) };
})();

export const withFault = (way: Way, fault: Partial<WayFigures>): LinkFigures => ({ ...steady, [way]: { ...steady[way], ...fault } });

const inHearing: LinkStanding = { admitted: true, muted: false };

/** Verdicts after each second. */
export function play(seconds: readonly LinkFigures[], standing = inHearing): PartVerdict[][] {
  const quality = new LinkQuality();
  return seconds.map((figures, i) => quality.take(figures, standing, i * 1000));
}

export const times = (count: number, figures: LinkFigures): LinkFigures[] => Array.from({ length: count }, () => figures);

/** Of one part of one way: `grade reason` of every second. */
export const said = (verdicts: readonly PartVerdict[][], way: Way, part: PartVerdict['part']): string[] =>
  verdicts.map((all) => all.find((one) => one.way === way && one.part === part)).map((one) => [one?.grade, one?.reason].filter(Boolean).join(' '));
