import type { Mark } from '#shared/domain/hearing/state.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import styles from './MarkList.module.css';
import { MarkRow, type MarkRowActions } from './MarkRow.tsx';
import { followsEnd, type ScrollPlace } from './stayAtEnd.ts';

interface Props {
  marks: readonly Mark[];
  zeroUtcMs: number | null;
  /** Stay with the newest mark; a search does not. */
  follow: boolean;
  actions: MarkRowActions;
}

/** The timeline of marks. Only the rows in view exist; arrow keys walk through all of them. */
export function MarkList({ marks, zeroUtcMs, follow, actions }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [current, setCurrent] = useState<number | null>(null);
  const virtual = useVirtualizer({
    count: marks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 46,
    getItemKey: (index) => marks[index]?.markId ?? index,
    overscan: 4,
  });
  const last = marks.length - 1;
  const total = virtual.getTotalSize();
  const place = useRef<ScrollPlace>({ scrollTop: 0, scrollHeight: 0, clientHeight: 0 });
  useStayAtEnd(scroller, follow && atEnd);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const now = { scrollTop: box.scrollTop, scrollHeight: box.scrollHeight, clientHeight: box.clientHeight };
    setAtEnd(followsEnd(atEnd, place.current, now));
    place.current = now;
  };
  const move = (to: number) => {
    const index = Math.min(Math.max(to, 0), last);
    setCurrent(index);
    setAtEnd(index === last);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = current ?? last + 1;
    const target = { ArrowUp: from - 1, ArrowDown: from + 1, PageUp: from - 8, PageDown: from + 8, Home: 0, End: last }[event.code];
    if (target === undefined || last < 0) return;
    event.preventDefault();
    move(target);
  };

  return (
    <div className={styles.frame}>
      <div
        ref={scroller} className={styles.scroller} role="list" tabIndex={0} aria-label={t('insession.marks')}
        onScroll={onScroll} onKeyDown={onKeyDown} onBlur={(e) => { if (!e.currentTarget.contains(e.relatedTarget)) setCurrent(null); }}
      >
        <div className={styles.canvas} style={{ height: total }}>
          {virtual.getVirtualItems().map((item) => {
            const mark = marks[item.index];
            if (!mark) return null;
            return (
              <div
                key={item.key} role="listitem" data-index={item.index} aria-setsize={marks.length} aria-posinset={item.index + 1}
                className={cx(styles.row, current === item.index && styles.current)}
                style={{ transform: `translateY(${item.start}px)` }} ref={virtual.measureElement}
              >
                <MarkRow mark={mark} zeroUtcMs={zeroUtcMs} actions={actions} current={current === item.index} />
              </div>
            );
          })}
        </div>
      </div>
      {follow && !atEnd && <Button className={styles.toEnd} onClick={() => setAtEnd(true)}>{t('insession.marks_to_end')}</Button>}
    </div>
  );
}

/** A new mark, a strip that opens, rows that wrap anew: the newest mark stays in view. */
function useStayAtEnd(scroller: RefObject<HTMLElement | null>, stay: boolean): void {
  useLayoutEffect(() => {
    if (stay) toEnd(scroller.current);
  });
  useLayoutEffect(() => {
    if (!scroller.current || !stay) return undefined;
    const observer = new ResizeObserver(() => toEnd(scroller.current));
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller, stay]);
}

const toEnd = (box: HTMLElement | null): void => box?.scrollTo({ top: box.scrollHeight });
