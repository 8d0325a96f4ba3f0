import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import { bandwidthOf } from '../../conference/quality.ts';
import type { History } from './history.ts';

export interface Point {
  atMs: number;
  figures: LinkFigures;
}

type Line = 'from' | 'to' | 'round_trip' | 'jitter';

export interface LinkGraph {
  id: 'bandwidth' | 'loss' | 'delay' | 'frames' | 'level';
  history: History;
  range: [number, number];
}

interface Drawn {
  lines: Partial<Record<Line, (figures: LinkFigures) => number | null>>;
  /** The axis reaches so far at least. */
  least: number;
}

const quietestDb = -60;
const loud = (db: number | null): number | null => (db === null ? null : Math.max(quietestDb, db));

const drawn: Record<Exclude<LinkGraph['id'], 'level'>, Drawn> = {
  bandwidth: { lines: { from: ({ from }) => bandwidthOf(from), to: ({ to }) => bandwidthOf(to) }, least: 1 },
  loss: { lines: { from: ({ from }) => from.lossPercent, to: ({ to }) => to.lossPercent }, least: 10 },
  delay: { lines: { round_trip: ({ roundTripMs }) => roundTripMs, jitter: ({ from }) => from.jitterMs }, least: 200 },
  frames: { lines: { from: ({ from }) => from.frameRate, to: ({ to }) => to.frameRate }, least: 30 },
};

const levels: Drawn['lines'] = { from: ({ from }) => loud(from.levelDb), to: ({ to }) => loud(to.levelDb) };

/** Longer than between two points: there was no link. */
const holeMs = 15_000;

/** Where nothing was measured for a while the line is broken. */
function withHoles(points: readonly Point[]): (Point | { atMs: number; figures: null })[] {
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    return before && point.atMs - before.atMs > holeMs ? [{ atMs: before.atMs + 1, figures: null }, point] : [point];
  });
}

function historyOf(points: readonly Point[], lines: Drawn['lines'], nameOf: (line: Line) => string): History {
  const all = withHoles(points);
  const entries = Object.entries(lines) as [Line, (figures: LinkFigures) => number | null][];
  return {
    names: entries.map(([line]) => nameOf(line)),
    rows: [all.map(({ atMs }) => atMs / 1000), ...entries.map(([, value]) => all.map(({ figures }) => (figures ? value(figures) : null)))],
  };
}

/** A round number above everything that is drawn: one peak must not make the axis move with every point. */
function reach({ rows }: History, least: number): number {
  const most = rows.slice(1).flat().reduce<number>((highest, value) => Math.max(highest, value ?? 0), 0);
  let top = least;
  while (top < most) top *= 2;
  return top;
}

/** Both directions of a link over time. */
export function linkGraphs(points: readonly Point[], nameOf: (line: Line) => string): LinkGraph[] {
  const rising = Object.entries(drawn).map(([id, { lines, least }]): LinkGraph => {
    const history = historyOf(points, lines, nameOf);
    return { id: id as keyof typeof drawn, history, range: [0, reach(history, least)] };
  });
  return [...rising, { id: 'level', history: historyOf(points, levels, nameOf), range: [quietestDb, 0] }];
}
