import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keys/useKeys.ts';
import { useSession } from '../stores/live.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './IncidentDock.module.css';
import { IncidentList } from './IncidentList.tsx';
import { NewIncident } from './NewIncident.tsx';
import { closeIncidents, toggleIncidents, useIncidentsOpen } from './panelStore.ts';

/** Incidents of the hearing at hand, beside whatever screen is shown. The shell keeps it mounted, so its key works everywhere. */
export function IncidentDock({ hearing }: { hearing: Hearing | null }) {
  const open = useIncidentsOpen();
  useKeys({ incident: toggleIncidents });
  return open ? <Dock hearing={hearing} /> : null;
}

function Dock({ hearing }: { hearing: Hearing | null }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  const acts = useSession((s) => s.user !== null && s.user.role !== 'judge');
  useKeys({ dismiss: closeIncidents });
  useBorrowedFocus(panel);
  return (
    <aside ref={panel} className={styles.dock} aria-labelledby="incidents-title" tabIndex={-1}>
      <header className={styles.header}>
        <h2 id="incidents-title" className={styles.title}><Icon name="warning" /> {t('incidents.title')}</h2>
        <Button keyCap="Esc" keyShortcut="Escape" onClick={closeIncidents}>{t('incidents.close')}</Button>
      </header>
      {hearing === null ? <p>{t('incidents.no_hearing')}</p> : (
        <>
          <p className={styles.case}>{t('incidents.of_case', { caseNumber: hearing.schedule.caseNumber })}</p>
          {acts && <NewIncident hearingId={hearing.hearingId} />}
          <IncidentList hearing={hearing} acts={acts} />
        </>
      )}
    </aside>
  );
}

/** The first field gets the focus; closing gives it back to where it was. */
function useBorrowedFocus(panel: { current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    const first = panel.current?.querySelector<HTMLElement>('select, input, textarea') ?? panel.current;
    first?.focus();
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, [panel]);
}
