import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import { LinkQuality, type PartVerdict } from '#shared/conference/quality/quality.ts';
import type { RemotePerson } from '#shared/contract/conference.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Degradation } from '#shared/domain/remote/remote.ts';
import type { Clock, LinkStore } from '../ports/index.ts';

type Fact = Extract<HearingCommand, { type: 'degradeLink' | 'recoverLink' }>;

export interface Measured {
  quality: RemotePerson['quality'];
  /** What of it becomes part of the hearing. */
  facts: Fact[];
}

/** A window that is asked once a second may be a little early, and no more than that. */
const leastApartMs = 500;
/** The graphs need no more. */
const keptEveryMs = 5000;
const keptForMs = 30 * 86_400_000;
/** Weak for a moment is every link; of what is not fit nobody waits to be told. */
const weakKeptAfterMs = 15_000;

interface Known {
  quality: LinkQuality;
  atMs: number;
  keptAtMs: number;
  /** What the hearing knows of each part and way; nothing yet after a start. */
  told: Map<string, string>;
}

/** The measured quality of the links of one room: what is said of them now, what the hearing keeps, and the history for the graphs. */
export class LinkBook {
  readonly #store: LinkStore;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #known = new Map<string, Known>();

  constructor(store: LinkStore, clock: Pick<Clock, 'nowMs'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Before a room's first figures: what is older than some weeks is forgotten. */
  begin(): Promise<void> {
    this.#known.clear();
    return this.#store.forgetBefore(this.#clock.nowMs() - keptForMs);
  }

  /** The link carries nothing any more. */
  forget(participantId: string): void {
    this.#known.delete(participantId);
  }

  /** Null: too soon after the figures before. */
  async take(hearingId: string, person: RemotePerson, figures: LinkFigures): Promise<Measured | null> {
    const nowMs = this.#clock.nowMs();
    const known = this.#known.get(person.participantId) ?? { quality: new LinkQuality(), atMs: -Infinity, keptAtMs: -Infinity, told: new Map() };
    if (Math.abs(nowMs - known.atMs) < leastApartMs) return null;
    this.#known.set(person.participantId, known);
    known.atMs = nowMs;
    const verdicts = known.quality.take(figures, person, nowMs);
    const facts = person.admitted ? verdicts.flatMap((verdict) => factOf(known, person.participantId, verdict, figures, nowMs)) : [];
    if (Math.abs(nowMs - known.keptAtMs) >= keptEveryMs) {
      known.keptAtMs = nowMs;
      await this.#store.add(hearingId, [{ participantId: person.participantId, atMs: nowMs, figures }]);
    }
    return { quality: { figures, verdicts }, facts };
  }
}

/** A silent microphone is no fault of the link: most who listen are silent. */
function faultIn({ grade, reason }: PartVerdict): Pick<Degradation, 'grade' | 'reason'> | null {
  return grade === 'good' || reason === null || reason === 'silent' ? null : { grade, reason };
}

function factOf({ told }: Known, participantId: string, verdict: PartVerdict, figures: LinkFigures, nowMs: number): Fact[] {
  const { way, part, sinceMs } = verdict;
  const [key, fault] = [`${way} ${part}`, faultIn(verdict)];
  const [before, now] = [told.get(key), fault ? `${fault.grade} ${fault.reason}` : 'good'];
  if (now === before || (fault?.grade === 'weak' && nowMs - sinceMs < weakKeptAfterMs)) return [];
  told.set(key, now);
  if (!fault) return [{ type: 'recoverLink', participantId, way, part }];
  const isOtherReason = before?.startsWith(fault.grade) === true;
  const degradation = { way, part, ...fault, figures: figuresOf(figures, verdict) };
  return [{ type: 'degradeLink', participantId, degradation, fromMs: Math.round(isOtherReason ? nowMs : sinceMs) }];
}

const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

function figuresOf(figures: LinkFigures, { way, part }: PartVerdict): Degradation['figures'] {
  const { pictureKbit, soundKbit, lossPercent, frameRate } = figures[way];
  return {
    kbit: round(part === 'picture' ? pictureKbit : soundKbit), lossPercent: round(lossPercent),
    roundTripMs: round(figures.roundTripMs), frameRate: part === 'picture' ? round(frameRate) : null,
  };
}
