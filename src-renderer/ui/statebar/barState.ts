import type { ConsoleStatus } from '#shared/contract/status.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { Hearing, SectionKind } from '#shared/domain/hearing/state.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import { lostDeviceIds, recordSafety, type SafetyReason } from '#shared/domain/safety.ts';
import { recordedSinceMs } from '#shared/domain/timeline.ts';
import type { IconName } from '../icons.ts';

/** How the bar's first field looks. `record` is the only red one. */
export type BarTone = 'record' | 'paused' | 'idle';

export type BarWord = 'unknown' | 'recording' | 'starting' | 'recess' | 'deliberation' | 'technical_break' | 'closed' | 'not_recording' | 'hall_check';

export interface BarState {
  tone: BarTone;
  word: BarWord;
  icon: IconName;
  /** Media is being written although the word is not "recording": a technical break (K7-14). */
  alsoRecording: boolean;
  /** By the court's ruling: recorded with the hearing and marked as closed (K7-6). */
  closedToPublic: boolean;
  /** When this state began, UTC ms. */
  sinceMs: number | null;
}

const bar = (tone: BarTone, word: BarWord, icon: IconName, more: Partial<BarState> = {}): BarState =>
  ({ tone, word, icon, alsoRecording: false, closedToPublic: false, sinceMs: null, ...more });

const sections: Record<SectionKind, BarState> = {
  in_session: bar('record', 'recording', 'disc'),
  closed_section: bar('record', 'recording', 'disc', { closedToPublic: true }),
  recess: bar('paused', 'recess', 'pause'),
  deliberation: bar('paused', 'deliberation', 'door'),
  technical_break: bar('paused', 'technical_break', 'wrench', { alsoRecording: true }),
};

/**
 * What the bar says of a hearing. One of six states is always shown; none of them is ever nothing. Until it is
 * `known` which hearing there is, and how it stands, the bar claims neither that it is recorded nor that it is not.
 * While the hall is checked it is being recorded, as part of no hearing: whoever is in it is told, and not in red.
 */
export function barState(hearing: Hearing | null, known = true, hallCheck = false): BarState {
  if (!known) return bar('idle', 'unknown', 'clock');
  if (hallCheck && !isTakenBy(hearing)) return bar('idle', 'hall_check', 'microphone');
  if (!hearing) return bar('idle', 'not_recording', 'circle');
  if (hearing.starting) return bar('idle', 'starting', 'circle', { sinceMs: hearing.starting.requestedAtMs });
  const { phase } = hearing;
  switch (phase.name) {
    case 'in_session':
    case 'closed_section':
    case 'recess':
    case 'deliberation':
    case 'technical_break':
      return { ...sections[phase.name], sinceMs: phase.sinceMs };
    case 'closed':
    case 'sealed':
    case 'handed_over':
      return bar('idle', 'closed', 'stop', { sinceMs: phase.atMs });
    default:
      return bar('idle', 'not_recording', 'circle');
  }
}

/** A hearing that is on, or coming up, ends a check at once. */
export const isTakenBy = (hearing: Hearing | null): boolean => hearing !== null && (hearing.starting !== null || isLive(hearing.phase.name));

/** In a recess and while the court deliberates nobody listens to the hall. Said only where it is so, not where it was ordered. */
export const microphonesAreOff = ({ tone, alsoRecording }: BarState, status: ConsoleStatus | null): boolean =>
  tone === 'paused' && !alsoRecording && status !== null && !status.recorder.captures.some((capture) => capture.kind === 'audio');

/** Length of the hearing so far on its timeline; null before it was opened. */
export function hearingLengthMs(hearing: Hearing | null, nowMs: number): number | null {
  if (!hearing || hearing.zeroUtcMs === null) return null;
  const { phase } = hearing;
  const untilMs = phase.name === 'closed' || phase.name === 'sealed' || phase.name === 'handed_over' ? (hearing.sections.at(-1)?.endedAtMs ?? phase.atMs) : nowMs;
  return Math.max(0, untilMs - hearing.zeroUtcMs);
}

/** A console silent for longer than this may not be there any more. It speaks once a second. */
const silentTooLongMs = 5000;

/** Why the record is in danger. `console_silent`: nobody knows, because the console does not answer. */
export type BarDanger = { kind: 'console_silent'; silentMs: number } | { kind: 'unsafe'; reasons: readonly SafetyReason[] };

/** Longer than this no status is under way: a phase still in the future was begun before the clock was set back. */
const underWayMs = 3000;

/** Null when the record is not in danger. A status just older than the phase says nothing about it yet. */
export function barDanger(hearing: Hearing | null, status: ConsoleStatus | null, silentMs: number | null): BarDanger | null {
  if (silentMs !== null && silentMs > silentTooLongMs) return { kind: 'console_silent', silentMs };
  if (!hearing || !status || hearing.starting) return null;
  const aheadMs = 'sinceMs' in hearing.phase ? hearing.phase.sinceMs - status.nowMs : 0;
  if (aheadMs > 0 && aheadMs <= underWayMs) return null;
  const safety = recordSafety(status, hearing.phase.name, recordedSinceMs(hearing.sections, status.nowMs));
  return safety.level === 'danger' ? { kind: 'unsafe', reasons: safety.reasons } : null;
}

/** What stands in place of the state's name when that may not be true: nothing is recorded, or nobody knows. */
export function overruledBy(danger: BarDanger | null): 'console_silent' | 'stopped' | null {
  if (danger?.kind === 'console_silent') return 'console_silent';
  return danger?.reasons.includes('nothing_captured') ? 'stopped' : null;
}

/** Names of the devices that give no signal, as people know them. */
export const lostDevices = (status: ConsoleStatus, hall: Hall | null): string[] =>
  deviceNames(lostDeviceIds(status.recorder), hall);

/** A device's name in the hall; its id when the hall does not know it. */
export function deviceNames(ids: readonly string[], hall: Hall | null): string[] {
  const names = new Map([...(hall?.cameras ?? []), ...(hall?.microphones ?? [])].map((d) => [d.id, d.label]));
  return ids.map((id) => names.get(id) ?? id);
}
