import type { SignalCondition } from '../../contract/status.ts';
import type { Hall } from '../hall.ts';
import type { ReadinessCheck, ReadinessItem, ReadinessProblem } from './report.ts';

/** What a device gave while the hall was recorded for a while. */
export interface DeviceMeasured {
  /** Why it gave nothing; null when it did. */
  missing: string | null;
  conditions: readonly SignalCondition[];
  /** Cameras; null when nothing was counted. */
  fps: number | null;
  /** Microphones: the loudest that was heard; null for nothing. */
  peakDb: number | null;
}

export interface TrialMeasured {
  lengthMs: number;
  devices: Readonly<Record<string, DeviceMeasured>>;
  /** How much of each capture's recording was read from the disk, decoded and found right, ms. */
  readBackMs: Readonly<Record<string, number>>;
  damagedFiles: number;
}

export interface LineMeasured {
  /** The court server's clock minus this one. */
  serverAheadMs: number;
  roundTripMs: number;
  upMbit: number;
}

export interface HallMeasured {
  hall: Pick<Hall, 'cameras' | 'microphones'>;
  trial: TrialMeasured;
  hoursLeft: number;
  plannedHours: number;
  /** `none`: no court server is set up. */
  line: LineMeasured | 'none' | 'no_answer';
  /** Did somebody see the test picture on every monitor? Null: nobody said. */
  monitorsSeen: boolean | null;
}

/** Somebody who speaks at a microphone is far above, an empty hall below. */
export const heardFromDb = -50;
/** Of a recording that was made, so much has to be there when it is read back: it begins and ends somewhere within. */
const readBackShare = 0.6;
/** People compare the time on the screen with the one on the wall. */
const clockWithinMs = 2000;
/** K7-37, K7-38(2). */
const fromMbit = 1;

const badPicture = ['black', 'frozen', 'covered_or_out_of_focus', 'another_camera', 'falling_behind', 'frames_missing'] as const;
const badSound = ['digital_silence', 'clipping', 'hum', 'samples_missing'] as const;

const item = (check: ReadinessCheck, problem: ReadinessProblem | null, measured: ReadinessItem['measured'] = {}, deviceId: string | null = null): ReadinessItem =>
  ({ check, deviceId, outcome: problem === null ? 'passed' : 'failed', problem, measured });
const notChecked = (check: ReadinessCheck, problem: ReadinessProblem): ReadinessItem => ({ ...item(check, problem), outcome: 'not_checked' });
const round = (value: number): number => Math.round(value * 10) / 10;

/** Is this hall ready for its day? Every item with what was measured. Pure. */
export const judgeReadiness = (m: HallMeasured): ReadinessItem[] => [
  ...m.hall.cameras.map(({ id }) => cameraItem(id, m.trial.devices[id])),
  ...m.hall.microphones.map(({ id }) => microphoneItem(id, m.trial.devices[id])),
  readBackItem(m.trial),
  m.monitorsSeen === null ? notChecked('monitors', 'not_seen') : item('monitors', m.monitorsSeen ? null : 'not_seen'),
  item('disk', m.hoursLeft >= m.plannedHours ? null : 'too_little_space', { hours: round(m.hoursLeft), plannedHours: m.plannedHours }),
  ...lineItems(m.line),
  notChecked('signing_key', 'not_set_up'),
];

function cameraItem(id: string, device: DeviceMeasured | undefined): ReadinessItem {
  if (!device || device.missing !== null || device.fps === null) return item('camera', 'not_delivering', {}, id);
  const bad = badPicture.find((condition) => device.conditions.includes(condition)) ?? null;
  return item('camera', bad, { fps: round(device.fps) }, id);
}

function microphoneItem(id: string, device: DeviceMeasured | undefined): ReadinessItem {
  if (!device || device.missing !== null) return item('microphone', 'not_delivering', {}, id);
  if (device.peakDb === null) return item('microphone', 'not_heard', {}, id);
  const bad = badSound.find((condition) => device.conditions.includes(condition)) ?? null;
  return item('microphone', bad ?? (device.peakDb < heardFromDb ? 'too_quiet' : null), { peakDb: round(device.peakDb) }, id);
}

/** Read from the disk and decoded: the only proof that what is heard will be there afterwards. */
function readBackItem({ lengthMs, readBackMs, damagedFiles }: TrialMeasured): ReadinessItem {
  const shortest = Math.min(...Object.values(readBackMs), lengthMs);
  const isThere = Object.keys(readBackMs).length > 0 && shortest >= lengthMs * readBackShare;
  return item('read_back', damagedFiles > 0 ? 'damaged' : isThere ? null : 'not_read_back', { captures: Object.keys(readBackMs).length, seconds: round(shortest / 1000) });
}

function lineItems(line: HallMeasured['line']): ReadinessItem[] {
  if (line === 'none') return [notChecked('clock', 'not_set_up'), notChecked('court_server', 'not_set_up'), notChecked('network', 'not_set_up')];
  if (line === 'no_answer') return [notChecked('clock', 'no_answer'), item('court_server', 'no_answer'), item('network', 'no_answer')];
  const { serverAheadMs, roundTripMs, upMbit } = line;
  return [
    item('clock', Math.abs(serverAheadMs) > clockWithinMs ? 'differs' : null, { serverAheadMs: Math.round(serverAheadMs) }),
    item('court_server', null, { roundTripMs: Math.round(roundTripMs) }),
    item('network', upMbit < fromMbit ? 'too_slow' : null, { upMbit: round(upMbit) }),
  ];
}
