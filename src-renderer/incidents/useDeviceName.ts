import { useSettings } from '../stores/live.ts';

/** As the hall calls a device; its id where the hall does not know it any more. */
export function useDeviceName(deviceId: string | null): string | null {
  const hall = useSettings((s) => s.settings?.hall ?? null);
  if (deviceId === null) return null;
  return [...(hall?.cameras ?? []), ...(hall?.microphones ?? [])].find((d) => d.id === deviceId)?.label ?? deviceId;
}
