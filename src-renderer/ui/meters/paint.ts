import { floorDb, shareOf, zonesDb, type MeterState } from './ballistics.ts';
import type { ChannelCondition } from './condition.ts';

export interface MeterColumn {
  meter: MeterState;
  condition: ChannelCondition;
}

export interface MeterColors {
  track: string;
  quiet: string;
  speech: string;
  hot: string;
  ink: string;
  clip: string;
}

export interface MeterSize {
  widthPx: number;
  heightPx: number;
}

const lampPx = 8;
const gapPx = 3;
const widestBarPx = 36;

interface Bar {
  x: number;
  width: number;
  top: number;
  bottom: number;
}

const barOf = (index: number, count: number, size: MeterSize): Bar => {
  const cell = size.widthPx / count;
  const width = Math.round(Math.min(widestBarPx, cell * 0.6));
  return { x: Math.round(cell * (index + 0.5) - width / 2), width, top: lampPx + gapPx, bottom: size.heightPx };
};

const yOf = (bar: Bar, db: number): number => Math.round(bar.bottom - (bar.bottom - bar.top) * shareOf(db));

/** Where every edge of the picture falls, in whole pixels: the same text means the same picture. */
export function signatureOf(columns: readonly MeterColumn[], size: MeterSize): string {
  const edges = columns.map(({ meter, condition }, i) => {
    const bar = barOf(i, columns.length, size);
    return `${condition}:${yOf(bar, meter.levelDb)}:${yOf(bar, meter.holdDb)}:${meter.clipped ? 1 : 0}`;
  });
  return `${size.widthPx}x${size.heightPx} ${edges.join(' ')}`;
}

/** Draws all channels. Shapes differ as well as colours, so the pictures can be told apart without colour. */
export function paintMeters(g: CanvasRenderingContext2D, columns: readonly MeterColumn[], size: MeterSize, colors: MeterColors): void {
  g.clearRect(0, 0, size.widthPx, size.heightPx);
  columns.forEach((column, i) => {
    const bar = barOf(i, columns.length, size);
    if (column.condition === 'live' || column.condition === 'silent') paintLevel(g, bar, column.meter, colors);
    else if (column.condition === 'lost') paintLost(g, bar, colors);
    else paintEmpty(g, bar, colors, column.condition === 'muted');
    if (column.meter.clipped) paintLamp(g, bar, colors);
  });
}

function paintLevel(g: CanvasRenderingContext2D, bar: Bar, meter: MeterState, colors: MeterColors): void {
  g.fillStyle = colors.track;
  g.fillRect(bar.x, bar.top, bar.width, bar.bottom - bar.top);
  const [speechFrom, hotFrom] = zonesDb;
  const zones = [[floorDb, speechFrom, colors.quiet], [speechFrom, hotFrom, colors.speech], [hotFrom, 0, colors.hot]] as const;
  for (const [from, to, color] of zones) {
    if (meter.levelDb <= from) break;
    const top = yOf(bar, Math.min(meter.levelDb, to));
    g.fillStyle = color;
    g.fillRect(bar.x, top, bar.width, yOf(bar, from) - top);
  }
  if (meter.holdDb <= floorDb) return;
  g.fillStyle = colors.ink;
  g.fillRect(bar.x, yOf(bar, meter.holdDb) - 1, bar.width, 2);
}

/** An outline; a muted microphone is struck through. */
function paintEmpty(g: CanvasRenderingContext2D, bar: Bar, colors: MeterColors, struck: boolean): void {
  g.strokeStyle = colors.ink;
  g.lineWidth = 1;
  g.setLineDash(struck ? [] : [3, 4]);
  g.strokeRect(bar.x + 0.5, bar.top + 0.5, bar.width - 1, bar.bottom - bar.top - 1);
  g.setLineDash([]);
  if (!struck) return;
  g.lineWidth = 3;
  line(g, bar.x, bar.bottom, bar.x + bar.width, bar.top);
}

/** Hatched and crossed out: there is nothing to measure. */
function paintLost(g: CanvasRenderingContext2D, bar: Bar, colors: MeterColors): void {
  g.save();
  g.beginPath();
  g.rect(bar.x, bar.top, bar.width, bar.bottom - bar.top);
  g.fillStyle = colors.clip;
  g.fill();
  g.clip();
  g.strokeStyle = colors.ink;
  g.lineWidth = 3;
  for (let y = bar.top - bar.width; y < bar.bottom + bar.width; y += 10) line(g, bar.x, y + bar.width, bar.x + bar.width, y);
  g.restore();
  g.strokeStyle = colors.ink;
  g.lineWidth = 2;
  g.strokeRect(bar.x + 1, bar.top + 1, bar.width - 2, bar.bottom - bar.top - 2);
}

function paintLamp(g: CanvasRenderingContext2D, bar: Bar, colors: MeterColors): void {
  g.fillStyle = colors.ink;
  g.fillRect(bar.x, 0, bar.width, lampPx);
  g.fillStyle = colors.clip;
  g.fillRect(bar.x + 2, 2, bar.width - 4, lampPx - 4);
}

function line(g: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
}
