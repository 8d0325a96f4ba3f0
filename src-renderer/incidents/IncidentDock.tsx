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

interface Props {
  /** The hearing whose equipment may fail now: the one the hall is busy with, else the one looked at. */
  hearing: Hearing | null;
  /** The one looked at. */
  shown: Hearing | null;
}

/** Incidents, beside whatever screen is shown. The shell keeps it mounted, so its key works everywhere. */
export function IncidentDock(props: Props) {
  const open = useIncidentsOpen();
  useKeys({ incident: toggleIncidents });
  return open ? <Dock {...props} /> : null;
}

function Dock({ hearing, shown }: Props) {
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
      {hearing === null && shown === null && <p>{t('incidents.no_hearing')}</p>}
      {hearing && (
        <>
          <CaseOf hearing={hearing} />
          {acts && <NewIncident key={hearing.hearingId} hearingId={hearing.hearingId} />}
          <IncidentList hearing={hearing} acts={acts} />
        </>
      )}
      {shown && shown.hearingId !== hearing?.hearingId && (
        <>
          <CaseOf hearing={shown} />
          <IncidentList hearing={shown} acts={acts} />
        </>
      )}
    </aside>
  );
}

function CaseOf({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  return <p className={styles.case}>{t('incidents.of_case', { caseNumber: hearing.schedule.caseNumber })}</p>;
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
