import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { overflowOf, readable, remedies, textSizes, unmissable, type Viewing } from '../../displays/textSize.ts';
import { useFormat } from '../../format/useFormat.ts';
import { preferences, usePreferences } from '../../stores/live.ts';
import { viewingLimits } from '../../stores/preferences.ts';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Settings.module.css';

const names = ['diagonalInch', 'distanceM'] as const;

/** How large a display at this computer is and from where it is read; kept here, and carried out at once. */
export function ViewingSettings() {
  const { t } = useTranslation();
  const viewing = usePreferences((p) => p.viewing);
  return (
    <Panel title={t('settings.displays')} className={styles.narrow}>
      <div className={styles.stack}>
        <p className={styles.quiet}>{t('settings.viewing_hint', { readable, unmissable })}</p>
        <div className={styles.halves}>
          {names.map((name) => <NumberField key={name} name={name} value={viewing[name]} onChange={(value) => preferences.setState({ viewing: { ...viewing, [name]: value } })} />)}
        </div>
        <Verdict viewing={viewing} />
      </div>
    </Panel>
  );
}

interface NumberFieldProps {
  name: (typeof names)[number];
  value: number;
  onChange: (value: number) => void;
}

/** Keeps what is typed; passes it on once it is a number that can be true. */
function NumberField({ name, value, onChange }: NumberFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { min, max } = viewingLimits[name];
  const [typed, setTyped] = useState(() => format.number(value, value % 1 === 0 ? 0 : 1));
  const read = (text: string): number | null => {
    const number = Number(text.trim().replace(',', '.'));
    return text.trim() !== '' && number >= min && number <= max ? number : null;
  };
  return (
    <Field
      label={t(`settings.viewing.${name}`)} numeric="number" value={typed} problem={read(typed) === null ? t('settings.viewing_problem', { min, max }) : null}
      onChange={(text) => {
        setTyped(text);
        const number = read(text);
        if (number !== null) onChange(number);
      }}
    />
  );
}

/** The size that follows on this computer's screen, or that it does not fit, and what would. */
function Verdict({ viewing }: { viewing: Viewing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const screen = { widthPx: window.screen.width, heightPx: window.screen.height };
  if (overflowOf(viewing, screen) <= 1) {
    const { readablePx, unmissablePx } = textSizes(viewing, screen);
    return <p role="status">{t('settings.viewing_fits', { text: format.number(readablePx), state: format.number(unmissablePx) })}</p>;
  }
  const { distanceM, diagonalInch } = remedies(viewing, screen);
  return <p className={styles.problem} role="alert">{t('settings.viewing_too_small', { distance: format.number(distanceM, 1), diagonal: diagonalInch })}</p>;
}
