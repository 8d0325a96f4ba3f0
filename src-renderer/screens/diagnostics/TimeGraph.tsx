import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat } from '../../format/useFormat.ts';
import { usePreferences } from '../../stores/live.ts';
import type { History } from './history.ts';
import styles from './TimeGraph.module.css';

interface Props {
  title: string;
  history: History;
  range: [number, number];
}

/** Lines differ by dash as well as by colour. */
const colors = ['--accent', '--good', '--meter-mid', '--ink', '--meter-high', '--ink-2', '--border', '--meter-low'] as const;
const dashes = [[], [8, 4], [2, 3], [12, 4, 2, 4]] as const;
const heightPx = 130;
/** With fewer points than this the line would look like a storm. */
const leastS = 60;

/** Measurements over the last five minutes. */
export function TimeGraph({ title, history, range }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const format = useFormat();
  const theme = usePreferences((p) => p.theme);
  const [low, high] = range;
  const key = history.names.join('\n');

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const axis = { stroke: color('--ink-2'), grid: { stroke: color('--line') }, ticks: { stroke: color('--line') }, font: '12px Noto Sans' };
    plot.current = new uPlot({
      width: element.clientWidth, height: heightPx, legend: { show: false }, cursor: { show: false },
      scales: { x: { range: (_, first, last) => [Math.min(first, last - leastS), last] }, y: { range: [low, high] } },
      axes: [{ ...axis, space: 90, values: (_, ticks) => ticks.map((s) => format.seconds(s * 1000)) }, { ...axis, size: 44, values: (_, ticks) => ticks.map((tick) => format.number(tick)) }],
      series: [{}, ...key.split('\n').filter(Boolean).map((label, i) => ({ label, stroke: color(colors[i % colors.length] ?? '--ink'), width: 2, points: { show: false }, dash: [...(dashes[i % dashes.length] ?? [])] }))],
    }, [[]], element);
    const observer = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current?.destroy();
    };
  }, [key, low, high, format, theme]);
  useEffect(() => plot.current?.setData(history.rows as uPlot.AlignedData), [history, key, low, high, format, theme]);

  return (
    <figure className={styles.figure} aria-label={title}>
      <figcaption className={styles.title}>{title}</figcaption>
      <div ref={box} className={styles.box} aria-hidden="true" />
      <ul className={styles.names}>
        {history.names.map((name, i) => <li key={name}><Sample place={i} />{name}: <Newest value={lastOf(history, i)} /></li>)}
      </ul>
    </figure>
  );
}

const lastOf = ({ rows }: History, place: number): number | null => rows[place + 1]?.at(-1) ?? null;

function Newest({ value }: { value: number | null }) {
  const format = useFormat();
  return <strong>{value === null ? '–' : format.number(value, 1)}</strong>;
}

const Sample = ({ place }: { place: number }) => (
  <svg className={styles.sample} viewBox="0 0 28 6" aria-hidden="true">
    <path d="M0 3h28" strokeWidth="3" stroke={`var(${colors[place % colors.length] ?? '--ink'})`} strokeDasharray={dashes[place % dashes.length]?.join(' ')} />
  </svg>
);
