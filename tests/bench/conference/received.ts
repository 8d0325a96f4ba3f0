import type { Page } from 'playwright-core';
import { percentiles, round } from '../percentiles.ts';

/** What was received by one connection until now. */
export interface Received {
  frames: number;
  freezes: number;
  packets: number;
  lost: number;
  heightPx: number;
}

/** In a page, into which it may be written as it stands. */
export function receivedIn(report: RTCStatsReport | null): Received {
  const received: Received = { frames: 0, freezes: 0, packets: 0, lost: 0, heightPx: 0 };
  report?.forEach((entry: Record<string, unknown>) => {
    if (entry['type'] !== 'inbound-rtp') return;
    received.packets += Number(entry['packetsReceived']);
    received.lost += Number(entry['packetsLost']);
    if (entry['kind'] !== 'video') return;
    received.frames += Number(entry['framesDecoded']);
    received.freezes += Number(entry['freezeCount']);
    received.heightPx = Number(entry['frameHeight'] ?? 0);
  });
  return received;
}

/** `report`: an expression by which the page gets at a connection's report. Asked by the debugger, past the page's CSP. */
export const receivedBy = (page: Page, report: string): Promise<Received> => page.evaluate(`(async () => (${receivedIn.toString()})(await ${report}))()`);

export function receivedBetween(before: readonly Received[], after: readonly Received[], tookS: number): object {
  const grew = (name: keyof Received): number[] => after.map((one, i) => one[name] - (before[i]?.[name] ?? 0));
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
  return {
    framesPerSecond: percentiles(grew('frames').map((frames) => frames / tookS)), leastFramesPerSecond: round(Math.min(...grew('frames')) / tookS),
    freezes: sum(grew('freezes')), lostPackets: sum(grew('lost')), packets: sum(grew('packets')), heightPx: percentiles(after.map(({ heightPx }) => heightPx)),
  };
}
