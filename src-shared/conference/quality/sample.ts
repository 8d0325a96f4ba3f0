import type { LinkFigures, WayFigures } from './figures.ts';

/** One entry of a browser's report on a connection, by the names of the W3C's `webrtc-stats`. */
export type StatsEntry = Readonly<Record<string, unknown>>;

/** The report at one moment, by what the entries are about; counters go up until the connection is another. */
export interface Sample {
  atMs: number;
  entries: ReadonlyMap<string, StatsEntry>;
}

/** Of all ways through the network that were tried, the one that is used. */
function usedPair(report: readonly StatsEntry[]): unknown {
  const chosen = report.find(({ type, selectedCandidatePairId }) => type === 'transport' && typeof selectedCandidatePairId === 'string');
  return chosen?.['selectedCandidatePairId'] ?? report.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated === true && state === 'succeeded')?.['id'];
}

const keyOf = ({ type, kind, id }: StatsEntry, pairId: unknown): string | null => {
  if (type === 'candidate-pair') return id === pairId ? 'pair' : null;
  return typeof kind === 'string' ? `${String(type)} ${kind}` : null;
};

export function sampleOf(report: Iterable<StatsEntry>): Sample {
  const all = [...report];
  const pairId = usedPair(all);
  const keyed = all.flatMap((entry) => {
    const key = keyOf(entry, pairId);
    return key === null ? [] : [[key, entry] as const];
  });
  return { atMs: Math.max(0, ...keyed.map(([, { timestamp }]) => Number(timestamp))), entries: new Map(keyed) };
}

/** Nearer than this, or further apart, two samples say nothing about a second. */
const span = { leastMs: 300, mostMs: 5000 };
const floorDb = -120;
/** A report of the far end that did not come again says nothing about now. */
const staleAfterMs = 8000;

/** Two samples of one entry. What is missing in one of them is not known. */
class Between {
  readonly #before: StatsEntry;
  readonly #after: StatsEntry;

  constructor(before: Sample, after: Sample, key: string) {
    const [was, is] = [before.entries.get(key) ?? {}, after.entries.get(key) ?? {}];
    [this.#before, this.#after] = was['id'] === is['id'] && was['ssrc'] === is['ssrc'] ? [was, is] : [{}, {}];
  }

  is = (name: string): number | null => finite(this.#after[name]);
  text = (name: string): unknown => this.#after[name];

  /** How much was added; a counter that went back has begun anew. */
  grew(name: string): number | null {
    const [was, is] = [finite(this.#before[name]), finite(this.#after[name])];
    return was === null || is === null || is < was ? null : is - was;
  }
}

const finite = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const share = (part: number | null, whole: number | null): number | null => (part === null || whole === null || whole <= 0 ? null : Math.min(100, (100 * part) / whole));
const times = (value: number | null, factor: number): number | null => (value === null ? null : value * factor);
const sum = (a: number | null, b: number | null): number | null => (a === null && b === null ? null : (a ?? 0) + (b ?? 0));

/** What went both ways between two samples; null when they are of different connections, or not about a second apart. */
export function figuresBetween(before: Sample, after: Sample): LinkFigures | null {
  const tookMs = after.atMs - before.atMs;
  if (tookMs < span.leastMs || tookMs > span.mostMs) return null;
  const of = (key: string): Between => new Between(before, after, key);
  const [pair, told] = [of('pair'), of('remote-inbound-rtp video')];
  return {
    roundTripMs: times(told.is('roundTripTime') ?? pair.is('currentRoundTripTime'), 1000),
    availableKbit: times(pair.is('availableOutgoingBitrate'), 0.001),
    from: received(of('inbound-rtp audio'), of('inbound-rtp video'), tookMs),
    to: sent(of, tookMs, after.atMs),
  };
}

function received(sound: Between, picture: Between, tookMs: number): WayFigures {
  const lost = sum(sound.grew('packetsLost'), picture.grew('packetsLost'));
  return {
    soundKbit: times(sound.grew('bytesReceived'), 8 / tookMs), pictureKbit: times(picture.grew('bytesReceived'), 8 / tookMs),
    lossPercent: share(lost, sum(lost, sum(sound.grew('packetsReceived'), picture.grew('packetsReceived')))),
    gapPercent: share(sum(sound.grew('concealedSamples'), times(sound.grew('silentConcealedSamples'), -1)), sound.grew('totalSamplesReceived')),
    jitterMs: times(sound.is('jitter'), 1000),
    frameRate: times(picture.grew('framesDecoded'), 1000 / tookMs), pixels: pixelsOf(picture), freezes: picture.is('freezeCount'),
    levelDb: levelOf(sound), isLimited: null,
  };
}

/** Of what goes out the far end reports what it misses, the picture about once a second. */
function sent(of: (key: string) => Between, tookMs: number, nowMs: number): WayFigures {
  const [sound, picture] = [of('outbound-rtp audio'), of('outbound-rtp video')];
  const told = [of('remote-inbound-rtp audio'), of('remote-inbound-rtp video')].filter((report) => nowMs - (report.is('timestamp') ?? 0) < staleAfterMs);
  const [jitterMs, lossPercent] = (['jitter', 'fractionLost'] as const).map((name) => told.map((report) => report.is(name)).reduce(largest, null));
  return {
    soundKbit: times(sound.grew('bytesSent'), 8 / tookMs), pictureKbit: times(picture.grew('bytesSent'), 8 / tookMs),
    lossPercent: times(lossPercent ?? null, 100), gapPercent: null, jitterMs: times(jitterMs ?? null, 1000),
    frameRate: times(picture.grew('framesSent'), 1000 / tookMs), pixels: pixelsOf(picture), freezes: null,
    levelDb: levelOf(of('media-source audio')), isLimited: picture.text('qualityLimitationReason') === 'bandwidth',
  };
}

const largest = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.max(a, b));

function pixelsOf(picture: Between): number | null {
  const [width, height] = [picture.is('frameWidth'), picture.is('frameHeight')];
  return width === null || height === null ? null : width * height;
}

/** Nobody knows how loud it is where nothing takes the sound: then no time has passed in it either. */
function levelOf(sound: Between): number | null {
  const [energy, seconds] = [sound.grew('totalAudioEnergy'), sound.grew('totalSamplesDuration')];
  if (energy === null || seconds === null || seconds < 0.2) return null;
  return energy <= 0 ? floorDb : Math.min(0, Math.max(floorDb, 10 * Math.log10(energy / seconds)));
}
