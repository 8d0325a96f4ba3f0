import type { StatsEntry } from '#shared/conference/quality/sample.ts';
import type { Timers } from '#shared/conference/line.ts';

const lookEveryMs = 250;
/** While nothing comes it is looked more often: the first packet after a cut is to be noticed at once. */
const lookWhileSilentMs = 60;

/** Of picture and sound, or of all that comes on a connection. */
export function receivedPackets(report: RTCStatsReport, of: 'inbound-rtp' | 'transport'): number {
  let packets = 0;
  report.forEach(({ type, packetsReceived }: StatsEntry) => { if (type === of) packets += Number(packetsReceived ?? 0); });
  return packets;
}

/**
 * Tells whenever packets of the far end have come. Picture and sound are always sent, silence too, so that they tell it at
 * once; a channel of data waits after a cut for its own growing pauses, up to a minute.
 *
 * @param receivedPackets how many have come so far
 * @returns how to stop looking
 */
export function watchCarrying(timers: Timers, receivedPackets: () => Promise<number>, carried: () => void): () => void {
  let [before, isOver] = [0, false];
  let callOff: () => void = () => undefined;
  const look = async (): Promise<void> => {
    const now = await receivedPackets().catch(() => before); // it is being closed
    if (isOver) return;
    const hasCome = now > before;
    before = now;
    callOff = timers.after(hasCome ? lookEveryMs : lookWhileSilentMs, () => void look());
    if (hasCome) carried();
  };
  void look();
  return () => {
    isOver = true;
    callOff();
  };
}
