import { useTranslation } from 'react-i18next';
import { useSettings, useStatus } from '../stores/live.ts';
import { deviceNames } from '../ui/statebar/barState.ts';
import { devicesOf, type Notice } from './notices.ts';

/** A notice in plain words, with devices and services named as people know them. */
export function useNoticeWords(): (notice: Pick<Notice, 'code' | 'params'> & { over?: boolean }) => string {
  const { t } = useTranslation();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const captures = useStatus((s) => s.status?.recorder.captures);
  return ({ code, params, over = false }) => {
    const devices = deviceNames(devicesOf({ params, over }, captures ?? []), hall).join(', ');
    const service = 'service' in params ? t(`diagnostics.service.${params['service']}`) : '';
    if (over) return t('alarms.capture_returned', { devices });
    return t([`alarms.${code}`, 'alarms.unknown'], { ...params, code, devices, service });
  };
}
