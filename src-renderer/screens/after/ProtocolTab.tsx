import type { User } from '#shared/contract/schemas.ts';
import { protocolKinds, type Hearing, type Language, type ProtocolKind } from '#shared/domain/hearing/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DocumentLinks } from '../DocumentLinks.tsx';
import styles from './After.module.css';

/** Of a long text only what is in view is set: two thousand lines at once hold up the next key. */
const linesInBlock = 60;
const blocksOf = (text: string): string[] => text.match(new RegExp(`(?:.*\\n?){1,${linesInBlock}}`, 'gu')) ?? [];

const languages: readonly Language[] = ['kk', 'ru'];

/** The short protocol (қысқаша хаттама) or the chronicle as it would be now, and the versions composed so far (K336-9, K336-19). */
export function ProtocolTab({ hearing, user }: { hearing: Hearing; user: User }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<Language>(hearing.schedule.language);
  const [kind, setKind] = useState<ProtocolKind>('short');
  const preview = useQuery('protocol.preview', { hearingId: hearing.hearingId, kind, language });
  const compose = useCommand('protocol.compose');
  return (
    <div className={styles.two}>
      <Panel title={t('after.protocol.preview')} aside={<><KindChoice kind={kind} onChange={setKind} /><LanguageChoice language={language} onChange={setLanguage} /></>}>
        {preview.error && <ErrorNote error={preview.error} onRetry={preview.reload} />}
        <pre className={styles.paper} lang={language} tabIndex={0} aria-label={t('after.protocol.preview')}>{blocksOf(preview.data?.text ?? '').map((block, n) => <span key={n} className={styles.block}>{block}</span>)}</pre>
      </Panel>
      <div className={styles.stack}>
        <Versions hearing={hearing} />
        {compose.error && <ErrorNote error={compose.error} />}
        {user.role === 'secretary' && (
          <Button variant="primary" icon="document" busy={compose.busy} onClick={() => void compose.run({ hearingId: hearing.hearingId, kind, language })}>
            {t(`after.protocol.compose.${kind}.${language}`)}
          </Button>
        )}
      </div>
    </div>
  );
}

function KindChoice({ kind, onChange }: { kind: ProtocolKind; onChange: (kind: ProtocolKind) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('after.protocol.kind')} className={styles.choice}>
      {protocolKinds.map((one) => <Button key={one} pressed={one === kind} onClick={() => onChange(one)}>{t(`after.protocol.kinds.${one}`)}</Button>)}
    </div>
  );
}

function LanguageChoice({ language, onChange }: { language: Language; onChange: (language: Language) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('after.protocol.language')} className={styles.choice}>
      {languages.map((one) => <Button key={one} pressed={one === language} onClick={() => onChange(one)}>{t(`common.language_name.${one}`)}</Button>)}
    </div>
  );
}

function Versions({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('after.protocol.versions')}>
      {hearing.protocols.length === 0 && <p className={styles.quiet}>{t('after.protocol.not_composed')}</p>}
      <ul className={styles.stack}>
        {hearing.protocols.toReversed().map((p) => (
          <li key={`${p.kind} ${p.version}`}>
            <p><strong>{t(`after.protocol.kinds.${p.kind}`)}, {t('after.protocol.version', { version: p.version })}</strong> · {t(`common.language_name.${p.language}`)} · {format.dateTime(p.composedAtMs)}</p>
            <DocumentLinks hearingId={hearing.hearingId} files={p.files} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
