import type { LinkFigures, Way, WayFigures } from './figures.ts';

export const grades = ['good', 'weak', 'unfit'] as const;
export type Grade = (typeof grades)[number];

/** Why a picture or a sound is not good. `nothing`: none of it arrives. `silent`: the microphone gives no sound at all. */
export const qualityReasons = ['nothing', 'frozen', 'loss', 'gaps', 'delay', 'bandwidth', 'few_frames', 'silent'] as const;
export type QualityReason = (typeof qualityReasons)[number];

export const parts = ['picture', 'sound'] as const;
export type Part = (typeof parts)[number];

export interface Verdict {
  grade: Grade;
  reason: QualityReason | null;
  /** Since when it is so, as the one who judges knows the time. */
  sinceMs: number;
}

export interface Finding {
  grade: Grade;
  reason: QualityReason | null;
}

/** What one part in one direction is judged by: the last seconds of it, and what was said before. */
export interface Judged {
  verdict: Verdict;
  recent: readonly Second[];
  /** What each of the last seconds spoke for. */
  findings: readonly Finding[];
  /** The largest picture there was on this connection. */
  mostPixels: number;
}

type Second = WayFigures & { roundTripMs: number | null };

const good: Finding = { grade: 'good', reason: null };

export const unjudged = (nowMs: number): Judged => ({ verdict: { ...good, sinceMs: nowMs }, recent: [], findings: [], mostPixels: 0 });

/** So many seconds are looked at together, by the middle one: what passes within a second accuses nobody. */
const windowSeconds = 3;
/** What carries nothing at all for so long needs no third second. */
const standstillSeconds = 2;
/** So long it has to speak for worse, and so long for better: what comes and goes is bad as long as it comes back. */
const worseAfterSeconds = 2;
const betterAfterSeconds = 6;
const otherReasonAfterSeconds = 3;

/** Weak above the first, unfit above the second. What was said before holds until the figure is well below. */
const limits = { lossPercent: [5, 20], gapPercent: [8, 25], roundTripMs: [400, 1500] } as const;
const stays = 0.7;
/** Below this a movement is no movement, and below that nobody's face is told by it. */
const frameRates = { weak: 9, unfit: 4 };
/** A picture so much smaller than its largest was made so because the network carries no more. */
const smallPicture = 0.4;
/** No microphone that is switched on is as quiet. */
const silentDb = -88;

const rank = ({ grade }: Finding): number => grades.indexOf(grade);

/** Of the seconds in which it is known; null where it never is. */
function middle(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  return known[Math.floor((known.length - 1) / 2)] ?? null;
}

/** In each of so many seconds, and known in each: what was not measured accuses nobody. */
const throughout = (seconds: number, values: readonly (number | null)[], so: (value: number) => boolean): boolean =>
  values.length >= seconds && values.slice(-seconds).every((value) => value !== null && so(value));

function above(figure: number | null, [weak, unfit]: readonly [number, number], reason: QualityReason, before: Finding): Finding {
  const held = (grade: Grade): number => (before.reason === reason && rank(before) >= grades.indexOf(grade) ? stays : 1);
  if (figure === null) return good;
  if (figure > unfit * held('unfit')) return { grade: 'unfit', reason };
  return figure > weak * held('weak') ? { grade: 'weak', reason } : good;
}

const found = (when: boolean, grade: Grade, reason: QualityReason): Finding => (when ? { grade, reason } : good);

function findingsOfPicture({ recent, mostPixels, verdict }: Judged): Finding[] {
  const rates = recent.map(({ frameRate }) => frameRate);
  const rate = middle(rates);
  const isSmall = throughout(windowSeconds, recent.map(({ pixels, isLimited }) => (isLimited === false ? null : pixels)), (pixels) => pixels < mostPixels * smallPicture);
  return [
    found(throughout(standstillSeconds, rates, (frames) => frames === 0), 'unfit', 'frozen'),
    above(middle(recent.map(({ lossPercent }) => lossPercent)), limits.lossPercent, 'loss', verdict),
    found(rate !== null && rate < frameRates.unfit, 'unfit', 'few_frames'),
    found(isSmall, 'weak', 'bandwidth'),
    found(rate !== null && rate < frameRates.weak, 'weak', 'few_frames'),
  ];
}

function findingsOfSound({ recent, verdict }: Judged): Finding[] {
  return [
    found(throughout(standstillSeconds, recent.map(({ soundKbit }) => soundKbit), (kbit) => kbit === 0), 'unfit', 'nothing'),
    above(middle(recent.map(({ lossPercent }) => lossPercent)), limits.lossPercent, 'loss', verdict),
    above(middle(recent.map(({ gapPercent }) => gapPercent)), limits.gapPercent, 'gaps', verdict),
    above(middle(recent.map(({ roundTripMs }) => roundTripMs)), limits.roundTripMs, 'delay', verdict),
    found(throughout(standstillSeconds, recent.map(({ levelDb }) => levelDb), (db) => db <= silentDb), 'weak', 'silent'),
  ];
}

const worst = (findings: readonly Finding[]): Finding => findings.reduce((a, b) => (rank(b) > rank(a) ? b : a), good);

/** The verdict moves as far as the seconds agree, down within two of them, up within six. */
function moved(verdict: Verdict, findings: readonly Finding[], nowMs: number): Verdict {
  const last = (seconds: number, so: (finding: Finding) => boolean): readonly Finding[] | null => {
    const taken = findings.slice(-seconds);
    return taken.length === seconds && taken.every(so) ? taken : null;
  };
  const worse = last(worseAfterSeconds, (finding) => rank(finding) > rank(verdict));
  if (worse) return { ...worse.reduce((a, b) => (rank(b) <= rank(a) ? b : a)), sinceMs: nowMs };
  const better = last(betterAfterSeconds, (finding) => rank(finding) < rank(verdict));
  if (better) return { ...better.reduce((a, b) => (rank(b) >= rank(a) ? b : a)), sinceMs: nowMs };
  const reason = findings.at(-1)?.reason ?? null;
  const other = last(otherReasonAfterSeconds, (finding) => rank(finding) === rank(verdict) && finding.reason === reason);
  return other && reason !== verdict.reason ? { ...verdict, reason } : verdict;
}

/** With one more second. `isMuted`: the microphone was switched off by the court, and its silence is nobody's fault. */
export function judge(before: Judged, part: Part, way: Way, figures: LinkFigures, { nowMs, isMuted }: { nowMs: number; isMuted: boolean }): Judged {
  const own = figures[way];
  const second: Second = { ...own, levelDb: isMuted ? null : own.levelDb, roundTripMs: figures.roundTripMs };
  const seen = { ...before, recent: [...before.recent, second].slice(-windowSeconds), mostPixels: Math.max(before.mostPixels, own.pixels ?? 0) };
  const finding = worst(part === 'picture' ? findingsOfPicture(seen) : findingsOfSound(seen));
  const findings = [...before.findings, finding].slice(-betterAfterSeconds);
  return { ...seen, findings, verdict: moved(before.verdict, findings, nowMs) };
}
