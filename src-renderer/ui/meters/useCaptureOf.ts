import { useCallback } from 'react';
import { useStatus } from '../../stores/live.ts';
import type { CaptureState } from './condition.ts';

/** What the recorder says of the capture a device belongs to. */
export function useCaptureOf(): (deviceId: string) => CaptureState {
  const recorder = useStatus((s) => s.status?.recorder ?? null);
  return useCallback((deviceId) => {
    if (!recorder || recorder.mode === 'off') return null;
    return recorder.captures.find((c) => c.deviceIds.includes(deviceId))?.state ?? null;
  }, [recorder]);
}
