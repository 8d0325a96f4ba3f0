import type { CaptureStatus, RecorderStatus } from '#shared/contract/status.ts';
import { audioCaptureId, type Hall } from '#shared/domain/hall.ts';
import { spareCapturesDown } from '#shared/domain/safety.ts';
import { deviceNames } from '../../ui/statebar/barState.ts';

export interface CaptureLine {
  capture: CaptureStatus;
  /** A camera, a microphone by itself, or all microphones once more together. */
  kind: 'camera' | 'own' | 'joint';
  /** The device by its name; null where it is all microphones. */
  name: string | null;
  /** Names of the microphones it goes on without. */
  absent: string[];
  /** Down or incomplete, and yet nothing is lost: another capture records the same. */
  spared: boolean;
}

export interface CaptureGroup {
  group: 'pictures' | 'sound';
  lines: CaptureLine[];
  /** How many of them are down or incomplete. */
  troubled: number;
}

const kindOf = ({ kind, captureId }: CaptureStatus): CaptureLine['kind'] => (kind === 'video' ? 'camera' : captureId === audioCaptureId ? 'joint' : 'own');

/** A lost capture lacks everything; that goes without saying. */
const absentFrom = ({ state, absentDeviceIds }: CaptureStatus): string[] => (state === 'lost' ? [] : absentDeviceIds);

export const isTroubled = ({ capture }: CaptureLine): boolean => capture.state === 'lost' || capture.absentDeviceIds.length > 0;

/** The few pictures first; of the sound the capture of all microphones, then each microphone's own in the hall's order. */
export function captureGroups(recorder: Pick<RecorderStatus, 'captures'>, hall: Hall | null): CaptureGroup[] {
  const spares = spareCapturesDown(recorder);
  const lines = recorder.captures.map((capture): CaptureLine => {
    const kind = kindOf(capture);
    const [name = capture.captureId] = deviceNames(capture.deviceIds, hall);
    return { capture, kind, name: kind === 'joint' ? null : name, absent: deviceNames(absentFrom(capture), hall), spared: spares.includes(capture) };
  });
  const order = [...(hall?.cameras ?? []), ...(hall?.microphones ?? [])].map((d) => d.id);
  const place = ({ kind, capture }: CaptureLine) => (kind === 'joint' ? -1 : order.indexOf(capture.deviceIds[0] ?? ''));
  const groupOf = (group: CaptureGroup['group']): CaptureGroup => {
    const own = lines.filter((l) => (l.kind === 'camera') === (group === 'pictures')).toSorted((a, b) => place(a) - place(b));
    return { group, lines: own, troubled: own.filter(isTroubled).length };
  };
  return [groupOf('pictures'), groupOf('sound')].filter((g) => g.lines.length > 0);
}
