import { courtServerSettingsSchema } from '#shared/contract/calls/session.ts';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/Field.tsx';
import styles from './Settings.module.css';

export interface CourtServerDraft {
  url: string;
  deviceToken: string;
}

/** Fields that keep address and token from being used. */
export function courtServerProblems(draft: CourtServerDraft): { url: boolean; deviceToken: boolean } {
  const { shape } = courtServerSettingsSchema;
  return { url: !shape.url.safeParse(draft.url).success, deviceToken: !shape.deviceToken.safeParse(draft.deviceToken).success };
}

export function CourtServerFields({ draft, onChange, asked }: { draft: CourtServerDraft; onChange: (draft: CourtServerDraft) => void; asked: boolean }) {
  const { t } = useTranslation();
  const problems = courtServerProblems(draft);
  return (
    <div className={styles.stack}>
      <Field label={t('settings.server_url')} hint={t('settings.server_url_hint')} value={draft.url} onChange={(url) => onChange({ ...draft, url })} problem={asked && problems.url ? t('settings.problem.url') : null} />
      <Field
        label={t('settings.device_token')} hint={t('settings.device_token_hint')} type="password" value={draft.deviceToken} autoComplete="new-password"
        onChange={(deviceToken) => onChange({ ...draft, deviceToken })} problem={asked && problems.deviceToken ? t('settings.problem.token') : null}
      />
    </div>
  );
}
