import { useCallback } from 'react';
import { deviceState } from '#shared/domain/safety.ts';
import { useStatus } from '../../stores/live.ts';
import type { CaptureState } from './condition.ts';

/** What the recorder says of a device. */
export function useCaptureOf(): (deviceId: string) => CaptureState {
  const recorder = useStatus((s) => s.status?.recorder ?? null);
  return useCallback((deviceId) => {
    if (!recorder || recorder.mode === 'off') return null;
    return deviceState(recorder, deviceId);
  }, [recorder]);
}
