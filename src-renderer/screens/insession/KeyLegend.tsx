import { templatesFor } from '#shared/domain/markTemplates.ts';
import type { ProceedingsKind } from '#shared/domain/schedule.ts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../i18n/useWords.ts';
import { capOf } from '../../keys/combo.ts';
import { keyGroups, keymap, type KeyAction, type KeyBinding } from '../../keys/keymap.ts';
import { useKeys } from '../../keys/useKeys.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './KeyLegend.module.css';
import { isStripCode, wordOfMark, wordOfStrip } from './marks/markWord.ts';

/** Every key and what it does in this hearing, taken from the one table. */
export function KeyLegend({ proceedings, onClose }: { proceedings: ProceedingsKind; onClose: () => void }) {
  const { t } = useTranslation();
  const meaning = useMeaning(proceedings);
  useKeys({ dismiss: onClose });
  return (
    <Panel title={t('keys.title')} className={styles.legend} aside={<Button keyCap="Esc" keyShortcut="Escape" onClick={onClose}>{t('insession.close_strip')}</Button>}>
      <div className={styles.groups}>
        {keyGroups.map((group) => (
          <section key={group}>
            <h3 className={styles.group}>{t(`keys.group.${group}`)}</h3>
            <dl className={styles.list}>
              {keymap.filter((b) => b.group === group && isShown(b)).map((b) => (
                <div key={b.action} className={styles.line}>
                  <dt className={styles.caps}>{b.combos.map((combo) => <KeyCap key={combo}>{`${capOf(combo)}${ranges[b.action] ?? ''}`}</KeyCap>)}</dt>
                  <dd>{meaning(b)}</dd>
                </div>
              ))}
              {group === 'hearing' && <div className={styles.line}><dt className={styles.caps}><KeyCap>{`Alt+1${range}`}</KeyCap></dt><dd>{t('keys.action.screens')}</dd></div>}
            </dl>
          </section>
        ))}
      </div>
    </Panel>
  );
}

const range = '…';
/** One line stands for a row of keys. */
const ranges: Partial<Record<KeyAction, string>> = { 'choice.Digit1': range, 'channel.1': `${range}8` };

/** The number row of a strip and the eight channels are each said once. */
const isShown = ({ action }: KeyBinding): boolean =>
  !(action.startsWith('choice.') && action !== 'choice.Digit1') && !(action.startsWith('channel.') && action !== 'channel.1' && action !== 'channel.mix');

function useMeaning(proceedings: ProceedingsKind): (binding: KeyBinding) => string {
  const { t } = useTranslation();
  const say = useWords();
  const templates = templatesFor(proceedings);
  return ({ action, combos }) => {
    const [combo = ''] = combos;
    const code = combo.replace('Shift+', '');
    if (isStripCode(combo)) return `${say(wordOfStrip(combo))}…`;
    const template = isMarkAction(action) && templates.find((m) => m.key?.code === code && m.key.shift === combo.startsWith('Shift+'));
    return template ? wordOfMark(template.id, say) : t(`keys.action.${action.replaceAll('.', '_')}`);
  };
}

const isMarkAction = (action: KeyAction): boolean => /^mark\.(shift\.)?\d+$/.test(action);
