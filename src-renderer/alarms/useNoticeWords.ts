import { useTranslation } from 'react-i18next';
import { useSettings, useStatus } from '../stores/live.ts';
import { deviceNames } from '../ui/statebar/barState.ts';
import { devicesOf, textOf, type Notice } from './notices.ts';

/** A notice in plain words, with devices, services and the trouble of a disk named as people know them. */
export function useNoticeWords(): (notice: Pick<Notice, 'code' | 'params'> & { over?: boolean }) => string {
  const { t } = useTranslation();
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const captures = useStatus((s) => s.status?.recorder.captures) ?? [];
  return ({ code, params, over = false }) => {
    const devices = deviceNames(devicesOf({ code, params }, captures), hall).join(', ');
    const service = 'service' in params ? t(`diagnostics.service.${params['service']}`) : '';
    const trouble = 'trouble' in params ? t(`disks.state.${params['trouble']}`) : '';
    return t([`alarms.${textOf({ code, params, over }, captures)}`, 'alarms.unknown'], { ...params, code, devices, service, trouble });
  };
}
