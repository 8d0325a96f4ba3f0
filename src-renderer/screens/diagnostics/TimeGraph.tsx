import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Format } from '../../format/format.ts';
import { useFormat } from '../../format/useFormat.ts';
import { usePreferences } from '../../stores/live.ts';
import type { History } from './history.ts';
import styles from './TimeGraph.module.css';

interface Props {
  title: string;
  history: History;
  range: [number, number];
}

/** Lines differ by dash as well as by colour; when the colours come round again, by another dash. */
const colors = ['--accent', '--good', '--meter-mid', '--ink', '--meter-high', '--ink-2', '--border', '--meter-low'] as const;
const dashes = [[], [8, 4], [2, 3], [12, 4, 2, 4]] as const;
const heightPx = 130;
/** With fewer points than this the line would look like a storm. */
const leastS = 60;

const colorOf = (place: number) => colors[place % colors.length] ?? '--ink';
const dashOf = (place: number): number[] => [...(dashes[(place + Math.floor(place / colors.length)) % dashes.length] ?? [])];

/** Measurements over the last five minutes. */
export function TimeGraph({ title, history, range }: Props) {
  const theme = usePreferences((p) => p.theme);
  const format = useFormat();
  return (
    <figure className={styles.figure} aria-label={title}>
      <figcaption className={styles.title}>{title}</figcaption>
      <Plot key={`${theme} ${history.names.join(' ')}`} history={history} low={range[0]} high={range[1]} format={format} />
      <ul className={styles.names}>
        {history.names.map((name, i) => <li key={name}><Sample place={i} />{name}: <strong>{newest(history, i, format)}</strong></li>)}
      </ul>
    </figure>
  );
}

interface PlotProps {
  history: History;
  low: number;
  high: number;
  format: Format;
}

/** The canvas. Its colours are those of the theme at the moment it was made. */
function Plot({ history, low, high, format }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const names = useRef(history.names);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const made = new uPlot(optionsFor(element, names.current, [low, high], format), [[]], element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [low, high, format]);
  useEffect(() => {
    plot.current?.setData(history.rows as uPlot.AlignedData);
  });
  return <div ref={box} className={styles.box} aria-hidden="true" />;
}

function optionsFor(element: HTMLElement, names: readonly string[], range: [number, number], format: Format): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: color('--ink-2'), grid: { stroke: color('--line') }, ticks: { stroke: color('--line') }, font: '12px Noto Sans' };
  return {
    width: element.clientWidth,
    height: heightPx,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: (_, first, last) => shownTimeS(first, last) }, y: { range } },
    axes: [
      { ...axis, space: 90, values: (_, ticks) => ticks.map((s) => format.seconds(s * 1000)) },
      { ...axis, size: 44, values: (_, ticks) => ticks.map((tick) => format.number(tick)) },
    ],
    series: [{}, ...names.map((label, i) => ({ label, stroke: color(colorOf(i)), width: 2, points: { show: false }, dash: dashOf(i) }))],
  };
}

/** uPlot has no first and last moment while there is no measurement; then the axis ends now. */
function shownTimeS(first: number | null, last: number | null): [number, number] {
  const end = last ?? Date.now() / 1000;
  return [Math.min(first ?? end, end - leastS), end];
}

function newest({ rows }: History, place: number, format: Format): string {
  const value = rows[place + 1]?.at(-1);
  return typeof value === 'number' ? format.number(value, 1) : '–';
}

const Sample = ({ place }: { place: number }) => (
  <svg className={styles.sample} viewBox="0 0 28 6" aria-hidden="true">
    <path d="M0 3h28" strokeWidth="3" stroke={`var(${colorOf(place)})`} strokeDasharray={dashOf(place).join(' ')} />
  </svg>
);
