import type { Levels } from '#shared/contract/status.ts';
import { meterAt, restingMeter, type MeterState } from './ballistics.ts';
import { conditionAt, heard, newHistory, type CaptureState, type ChannelCondition, type ChannelHistory } from './condition.ts';
import type { MeterColumn } from './paint.ts';

/** All channels' meters between two pictures. Pure but for its own memory; time comes with every call. */
export interface MeterBoard {
  take(levels: Levels, atMs: number): void;
  columns(nowMs: number, captureOf: (id: string) => CaptureState): MeterColumn[];
  conditions(): Record<string, ChannelCondition>;
  clippedIds(): string[];
  clearClips(): void;
}

interface Channel {
  meter: MeterState;
  history: ChannelHistory;
  condition: ChannelCondition;
}

export function createMeterBoard(ids: readonly string[], nowMs: number): MeterBoard {
  const channels = new Map<string, Channel>(
    ids.map((id) => [id, { meter: restingMeter(nowMs), history: newHistory(nowMs), condition: 'off' }]),
  );
  const all = () => [...channels.entries()];
  return {
    take(levels, atMs) {
      for (const { id, peakDb } of levels.microphones) {
        const channel = channels.get(id);
        if (!channel) continue;
        channel.meter = meterAt(channel.meter, peakDb, atMs);
        channel.history = heard(channel.history, peakDb, atMs);
      }
    },
    columns(now, captureOf) {
      return all().map(([id, channel]) => {
        const capture = captureOf(id);
        // A channel that is not being captured starts afresh when it comes back: it was not silent meanwhile.
        if (capture !== 'running') channel.history = newHistory(now);
        channel.condition = conditionAt(channel.history, capture, now);
        channel.meter = meterAt(channel.meter, null, now);
        return { meter: channel.meter, condition: channel.condition };
      });
    },
    conditions: () => Object.fromEntries(all().map(([id, c]) => [id, c.condition])),
    clippedIds: () => all().filter(([, c]) => c.meter.clipped).map(([id]) => id),
    clearClips() {
      for (const channel of channels.values()) channel.meter = { ...channel.meter, clipped: false };
    },
  };
}
