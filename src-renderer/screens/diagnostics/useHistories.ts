import type { Hall } from '#shared/domain/hall.ts';
import { useEffect, useRef, useState } from 'react';
import { levels, statusFeed } from '../../stores/live.ts';
import { emptyHistory, speedsOf, withPoint, type History } from './history.ts';

export interface Histories {
  /** Encoder speed of each camera and of the sound, by capture; 1 = real time. */
  speed: History;
  /** Highest peak of each second and microphone, dBFS. */
  peaks: History;
}

const everyMs = 1000;

/** Collects while the screen is open. */
export function useHistories(hall: Hall | null): Histories {
  const [histories, setHistories] = useState<Histories>({ speed: emptyHistory([]), peaks: emptyHistory([]) });
  const highest = useRef<Record<string, number>>({});
  useEffect(() => levels.onLevels(({ microphones }) => {
    for (const { id, peakDb } of microphones) highest.current[id] = Math.max(highest.current[id] ?? -120, peakDb);
  }), []);
  useEffect(() => {
    const timer = setInterval(() => {
      const status = statusFeed.store.getState().status;
      if (!status) return;
      const atS = status.nowMs / 1000;
      const speeds = speedsOf(status.recorder.captures);
      const peaks = highest.current;
      highest.current = {};
      setHistories((h) => ({
        speed: withPoint(h.speed, Object.keys(speeds), atS, speeds),
        peaks: withPoint(h.peaks, (hall?.microphones ?? []).map((m) => m.label), atS, Object.fromEntries((hall?.microphones ?? []).map((m) => [m.label, peaks[m.id] ?? null]))),
      }));
    }, everyMs);
    return () => clearInterval(timer);
  }, [hall]);
  return histories;
}
