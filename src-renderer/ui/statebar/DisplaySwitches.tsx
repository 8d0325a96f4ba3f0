import { useTranslation } from 'react-i18next';
import { preferences, usePreferences } from '../../stores/live.ts';
import { uiLanguages } from '../../stores/preferences.ts';
import { Icon } from '../Icon.tsx';
import styles from './DisplaySwitches.module.css';

/** Language and theme, at any moment; nothing typed is lost. */
export function DisplaySwitches() {
  const { t } = useTranslation();
  const { language, theme } = usePreferences((p) => p);
  const dark = theme === 'dark';
  return (
    <div className={styles.switches}>
      <div role="group" aria-label={t('common.language')} className={styles.languages}>
        {uiLanguages.map((one) => (
          <button key={one} type="button" lang={one} className={styles.switch} aria-pressed={one === language} aria-label={t(`common.language_name.${one}`)} onClick={() => preferences.setState({ language: one })}>
            {t(`common.language_short.${one}`)}
          </button>
        ))}
      </div>
      <button type="button" className={styles.switch} aria-pressed={dark} onClick={() => preferences.setState({ theme: dark ? 'light' : 'dark' })}>
        <Icon name={dark ? 'moon' : 'sun'} />
        {t(dark ? 'common.theme_dark' : 'common.theme_light')}
      </button>
    </div>
  );
}
