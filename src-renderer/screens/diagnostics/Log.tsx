import type { LogLine } from '#shared/contract/status.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { client } from '../../stores/live.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Diagnostics.module.css';
import { atLeast, logLevels, withLine, type LogLevel } from './logLines.ts';

/** The console's log as it is written, with the newest line at the end. */
export function Log() {
  const { t } = useTranslation();
  const format = useFormat();
  const lines = useLog();
  const [level, setLevel] = useState<LogLevel>('info');
  const shown = atLeast(lines, level);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => 22, overscan: 10 });
  useEffect(() => {
    if (shown.length > 0) virtual.scrollToIndex(shown.length - 1);
  }, [shown.length, virtual]);
  const asText = () => shown.map((l) => `${new Date(l.atMs).toISOString()} ${l.level} ${l.area}: ${l.text}`).join('\n');
  return (
    <Panel
      title={t('diagnostics.log')}
      aside={(
        <div className={styles.buttons}>
          <Select label={t('diagnostics.log_level')} value={level} onChange={setLevel} options={logLevels.map((value) => ({ value, label: t(`diagnostics.level.${value}`) }))} />
          <Button icon="copy" onClick={() => void navigator.clipboard.writeText(asText())}>{t('common.copy')}</Button>
        </div>
      )}
    >
      <div ref={scroller} className={styles.log} tabIndex={0} role="log" aria-label={t('diagnostics.log')} aria-live="off">
        <div className={styles.logCanvas} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = shown[item.index];
            return line && (
              <p key={item.key} ref={virtual.measureElement} data-index={item.index} data-level={line.level} className={styles.line} style={{ transform: `translateY(${item.start}px)` }}>
                <span>{format.seconds(line.atMs)}</span> <strong>{t(`diagnostics.level.${line.level}`)}</strong> <span>{line.area}</span> <span className={styles.words}>{line.text}</span>
              </p>
            );
          })}
        </div>
      </div>
    </Panel>
  );
}

function useLog(): LogLine[] {
  const [lines, setLines] = useState<LogLine[]>([]);
  useEffect(() => {
    let current = true;
    void client.call('diagnostics.log', { limit: 500 }).then((result) => {
      if (current && result.ok) setLines((newer) => [...result.value.lines, ...newer]);
    });
    const leave = client.subscribe('log', {}, (line) => setLines((before) => withLine(before, line)));
    return () => {
      current = false;
      leave();
    };
  }, []);
  return lines;
}
