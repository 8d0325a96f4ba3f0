import type { Hearing, Mark } from '#shared/domain/hearing/state.ts';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/useFormat.ts';
import { useKeys } from '../../../keys/useKeys.ts';
import { usePreferences } from '../../../stores/live.ts';
import { Button } from '../../../ui/Button.tsx';
import { MarkList } from './MarkList.tsx';
import type { MarkRowActions } from './MarkRow.tsx';
import styles from './MarksPanel.module.css';
import { wordOfMark } from './markWord.ts';
import { search } from './searchMarks.ts';

interface Props {
  hearing: Hearing;
  actions: MarkRowActions;
  /** What is written and chosen, below the list. */
  children: ReactNode;
}

/** The timeline of marks with its search, and under it the place where new ones are made. */
export function MarksPanel({ hearing, actions, children }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((p) => p.language);
  const format = useFormat();
  const [searching, setSearching] = useState(false);
  const [query, setQuery] = useState('');
  useKeys({ search: () => setSearching(true) });
  const found = useMemo(() => {
    const textOf = (mark: Mark) => `${wordOfMark(mark.template, (words) => words[language])} ${mark.text}`;
    return searching ? search(hearing.marks, textOf, query) : { items: hearing.marks, meant: null };
  }, [hearing.marks, query, searching, language]);
  const narrowed = searching && query.trim() !== '';
  return (
    <section className={styles.panel} aria-labelledby="marks-title">
      <header className={styles.header}>
        <h2 id="marks-title" className={styles.title}>{t('insession.marks')} <span className={styles.count}>{format.number(hearing.marks.length)}</span></h2>
        {searching
          ? <SearchBox query={query} onQuery={setQuery} onClose={() => setSearching(false)} />
          : <Button className={styles.search} icon="search" keyCap="Ctrl+F" keyShortcut="Control+F" onClick={() => setSearching(true)}>{t('insession.search.open')}</Button>}
      </header>
      {narrowed && (
        <p className={styles.found} role="status">
          {t('insession.search.found', { count: found.items.length })}
          {found.meant !== null && ` · ${t('insession.search.meant', { query: found.meant })}`}
        </p>
      )}
      <MarkList marks={found.items} zeroUtcMs={hearing.zeroUtcMs} follow={!narrowed} actions={actions} />
      {children}
    </section>
  );
}

function SearchBox({ query, onQuery, onClose }: { query: string; onQuery: (query: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  useKeys({ dismiss: onClose });
  return (
    <div className={styles.box} role="search">
      <input
        className={styles.input} type="search" autoFocus spellCheck={false} aria-label={t('insession.search.label')}
        placeholder={t('insession.search.label')} value={query} onChange={(e) => onQuery(e.currentTarget.value)}
      />
      <Button keyCap="Esc" keyShortcut="Escape" onClick={onClose}>{t('insession.close_strip')}</Button>
    </div>
  );
}
