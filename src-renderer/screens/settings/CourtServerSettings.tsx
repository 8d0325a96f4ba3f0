import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settings } from '../../stores/live.ts';
import type { Settings } from '../../stores/settings.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CourtServerFields, courtServerProblems, type CourtServerDraft } from './CourtServerFields.tsx';
import { SavedNote } from './SavedNote.tsx';
import styles from './Settings.module.css';

/** The token is never shown again; to change the address, the token is given anew. */
export function CourtServerSettings({ saved }: { saved: Settings['courtServer'] }) {
  const { t } = useTranslation();
  const save = useCommand('settings.saveCourtServer');
  const [draft, setDraft] = useState<CourtServerDraft>({ url: saved?.url ?? '', deviceToken: '' });
  const [asked, setAsked] = useState(false);
  const [stored, setStored] = useState(false);
  const send = async (courtServer: CourtServerDraft | null) => {
    if (!(await save.run({ courtServer })).ok) return;
    setStored(true);
    setAsked(false);
    setDraft({ url: courtServer?.url ?? '', deviceToken: '' });
    await settings.load();
  };
  const store = () => {
    setAsked(true);
    const problems = courtServerProblems(draft);
    if (!problems.url && !problems.deviceToken) void send(draft);
  };
  return (
    <Panel title={t('settings.server')} className={styles.narrow}>
      <div className={styles.stack}>
        <p className={styles.quiet}>{saved ? t('settings.server_now', { url: saved.url }) : t('settings.server_none')}</p>
        <CourtServerFields draft={draft} asked={asked} onChange={(next) => { setDraft(next); setStored(false); }} />
        {save.error && <ErrorNote error={save.error} />}
        <div className={styles.row}>
          <Button variant="primary" busy={save.busy} onClick={store}>{t('settings.save_server')}</Button>
          {saved && <Button busy={save.busy} onClick={() => void send(null)}>{t('settings.disconnect_server')}</Button>}
          {stored && <SavedNote />}
        </div>
        <p className={styles.quiet}>{t('settings.queue_stays')}</p>
      </div>
    </Panel>
  );
}
