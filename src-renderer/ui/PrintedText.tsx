import type { Language } from '#shared/domain/hearing/state.ts';
import { linesOf, type Line } from '#shared/domain/officialText.ts';
import styles from './PrintedText.module.css';

/** A document as it will print: the shape of its lines decides, as it does for the printer. */
export function PrintedText({ text, language, label }: { text: string; language: Language; label: string }) {
  return (
    <article className={styles.sheet} lang={language} aria-label={label}>
      {linesOf(text).map((line, n) => <PrintedLine key={n} line={line} />)}
    </article>
  );
}

function PrintedLine({ line }: { line: Line }) {
  switch (line.kind) {
    case 'empty': return <div className={styles.empty} />;
    case 'heading': return <p className={styles.heading}>{line.text}</p>;
    case 'columns': return <p className={styles.columns}>{line.columns.map((column, n) => <span key={n}>{column}</span>)}</p>;
    default: return <p className={styles.paragraph}>{line.text}</p>;
  }
}
