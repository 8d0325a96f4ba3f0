import { figuresBetween, sampleOf, type Sample, type StatsEntry } from '#shared/conference/quality/sample.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import type { HallLinks } from './hallLinks.ts';

const everyMs = 1000;

export interface MeasuredLink {
  participantId: string;
  figures: LinkFigures;
}

/** Measures every link that carries, once a second, until it is stopped. */
export function measureLinks(links: Pick<HallLinks, 'connected' | 'stats'>, tell: (measured: MeasuredLink[]) => void): () => void {
  const before = new Map<string, Sample>();
  const measure = async (participantId: string): Promise<MeasuredLink[]> => {
    const report = await links.stats(participantId);
    if (!report) return [];
    const [was, is] = [before.get(participantId), sampleOf(entriesOf(report))];
    before.set(participantId, is);
    const figures = was ? figuresBetween(was, is) : null;
    return figures ? [{ participantId, figures }] : [];
  };
  const look = async (): Promise<void> => {
    const measured = await Promise.all(links.connected().map((id) => measure(id).catch(() => []))); // a connection that ended just now
    if (measured.flat().length > 0) tell(measured.flat());
  };
  const timer = setInterval(() => void look(), everyMs);
  return () => clearInterval(timer);
}

function entriesOf(report: RTCStatsReport): StatsEntry[] {
  const entries: StatsEntry[] = [];
  report.forEach((entry: StatsEntry) => entries.push(entry));
  return entries;
}
