import { accuracy, spread, type Spread } from './figures.ts';
import type { Device } from './hearing.ts';
import { aroundMs, type Kill, type KillRun } from './kills.ts';
import type { PowerCutRun } from './powerCuts.ts';
import { firstAfter, lastBefore, missingMs, type Span } from './spans.ts';
import { heldOf, type Track } from './tracks.ts';

export interface KillLoss extends Kill {
  /** Of every camera and microphone: what of the time around the kill is in no file. */
  lost: (Device & { lostMs: number })[];
  /** Of what the killed process itself recorded: its newest moment on disk to the kill, and the kill to the next moment. The worst of its tracks; null when it recorded nothing. */
  ownBeforeMs: number | null;
  ownOutageMs: number | null;
}

/** What each kill cost. */
export const lossesOf = ({ kills, tracks, devices }: KillRun): KillLoss[] => kills.map((kill) => {
  const own = tracks.filter((track) => track.captureId === kill.captureId);
  const backMs = Math.max(kill.backAtMs, ...own.map((track) => firstAfter(track.spans, kill.killedAtMs)).filter(Number.isFinite));
  const around = { fromMs: kill.killedAtMs - aroundMs, toMs: backMs + aroundMs };
  const lost = devices.map((device) => ({ ...device, lostMs: missingMs(around, heldOf(tracks, device.deviceId)) }));
  const ownSpans = [...new Set(own.map((track) => track.deviceId))].map((deviceId) => heldOf(own, deviceId));
  const worst = (of: (spans: Span[]) => number): number | null => (ownSpans.length > 0 ? Math.max(...ownSpans.map(of)) : null);
  return {
    ...kill, lost,
    ownBeforeMs: worst((spans) => kill.killedAtMs - Math.max(lastBefore(spans, kill.killedAtMs), around.fromMs)),
    ownOutageMs: worst((spans) => Math.min(firstAfter(spans, kill.killedAtMs), around.toMs) - kill.killedAtMs),
  };
});

const numbers = (values: readonly (number | null)[]): Spread => spread(values.filter((value) => value !== null));

/** Per victim: what every picture and sound lost, split where it was the victim's own. */
export function killFigures(run: KillRun): object {
  const perVictim = [...Map.groupBy(lossesOf(run), (loss) => loss.kind)].map(([kind, losses]) => {
    const lost = (of: Track['kind'], mine: boolean) => spread(losses.flatMap((loss) => loss.lost
      .filter((device) => device.kind === of && (device.deviceId === loss.captureId) === mine).map((device) => device.lostMs)));
    return [kind, {
      kills: losses.length,
      ...(kind === 'camera' ? { ownPictureLostMs: lost('picture', true) } : {}),
      otherPicturesLostMs: lost('picture', false), soundLostMs: lost('sound', false),
      ...(losses[0]?.captureId === null ? {} : { ownBeforeKillMs: numbers(losses.map((l) => l.ownBeforeMs)), ownOutageMs: numbers(losses.map((l) => l.ownOutageMs)) }),
      notBack: losses.filter((l) => !l.isBack).length,
      backSeenAfterMs: spread(losses.map((l) => l.backAtMs - l.killedAtMs)),
    }];
  });
  return { ...Object.fromEntries(perVictim), marks: { kept: run.marks, lost: run.lostMarks }, unreadable: run.unreadable, accuracy: accuracy(run.tracks, run.zeroUtcMs) };
}

const worstMs = ({ lost }: PowerCutRun['cuts'][number]): number => Math.max(...lost.map(({ lostMs }) => lostMs));

/** Of all power cuts, and of those with the drive's cache kept and lost. */
export function powerCutFigures({ cuts, controls }: PowerCutRun): object {
  const lostMs = (kind: Track['kind'], chosen = cuts): Spread => spread(chosen.flatMap((cut) => cut.lost.filter((l) => l.kind === kind).map((l) => l.lostMs)));
  const ofCache = (cache: 'kept' | 'lost') => cuts.filter((cut) => cut.cache === cache);
  return {
    cuts: cuts.length,
    pictureLostMs: lostMs('picture'), soundLostMs: lostMs('sound'),
    disk: {
      flushAgeMs: spread(cuts.map((cut) => cut.disk.flushAgeMs)), writeAgeMs: spread(cuts.map((cut) => cut.disk.writeAgeMs)),
      longestAnswerMs: spread(cuts.map((cut) => cut.disk.longestAnswerMs)),
    },
    worst: cuts.toSorted((a, b) => worstMs(b) - worstMs(a)).slice(0, 3).map((cut) => ({ cache: cut.cache, lostMs: Math.round(worstMs(cut)), ...cut.disk, machineStoodStillMs: cut.machineStoodStillMs })),
    driveCacheKept: { pictureLostMs: lostMs('picture', ofCache('kept')), soundLostMs: lostMs('sound', ofCache('kept')) },
    driveCacheLost: { pictureLostMs: lostMs('picture', ofCache('lost')), soundLostMs: lostMs('sound', ofCache('lost')) },
    marks: { kept: cuts.reduce((sum, cut) => sum + cut.keptMarks, 0), lost: cuts.reduce((sum, cut) => sum + cut.lostMarks, 0) },
    sameHearingAgain: cuts.filter((cut) => cut.phaseAfterwards === 'in_session').length,
    recordsAgain: cuts.filter((cut) => cut.recordsAgain).length,
    unreadable: cuts.flatMap((cut) => cut.unreadable),
    controls: { recordings: controls.length, syncedThere: controls.filter((c) => c.syncedThere).length, unsyncedThere: controls.filter((c) => c.unsyncedThere).length },
  };
}
