import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { toggleIncidents, useIncidentsOpen } from './panelStore.ts';

/** The same as F11, for the mouse. */
export function IncidentsButton({ className }: { className?: string }) {
  const { t } = useTranslation();
  const open = useIncidentsOpen();
  return (
    <Button className={className} icon="warning" keyCap="F11" keyShortcut="F11 Control+I" pressed={open} onClick={toggleIncidents}>
      {t('incidents.open_short')}
    </Button>
  );
}
