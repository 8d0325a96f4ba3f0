import { expect, test } from 'vitest';
import { linkFiguresSchema } from '#shared/conference/quality/figures.ts';
import { figuresBetween, sampleOf, type StatsEntry } from '#shared/conference/quality/sample.ts';

/** As Chromium reports it, second `s` of a connection: 25 pictures and 50 packets of sound a second come, 15 pictures go. */
function report(s: number, more: Partial<Record<string, StatsEntry>> = {}): StatsEntry[] {
  const timestamp = 1_790_000_000_000 + s * 1000;
  const entries: Record<string, StatsEntry> = {
    inAudio: { id: 'IA', type: 'inbound-rtp', kind: 'audio', ssrc: 1, bytesReceived: 4000 * s, packetsReceived: 50 * s, packetsLost: 0, jitter: 0.004, totalAudioEnergy: 0.01 * s, totalSamplesDuration: s, totalSamplesReceived: 48_000 * s, concealedSamples: 480 * s, silentConcealedSamples: 0 },
    inVideo: { id: 'IV', type: 'inbound-rtp', kind: 'video', ssrc: 2, bytesReceived: 100_000 * s, packetsReceived: 90 * s, packetsLost: 10 * s, framesDecoded: 25 * s, frameWidth: 1280, frameHeight: 720, freezeCount: 2 },
    outAudio: { id: 'OA', type: 'outbound-rtp', kind: 'audio', ssrc: 3, bytesSent: 4000 * s },
    outVideo: { id: 'OV', type: 'outbound-rtp', kind: 'video', ssrc: 4, bytesSent: 50_000 * s, framesSent: 15 * s, frameWidth: 640, frameHeight: 360, qualityLimitationReason: 'bandwidth' },
    toldVideo: { id: 'RV', type: 'remote-inbound-rtp', kind: 'video', ssrc: 4, fractionLost: 0.125, roundTripTime: 0.08, jitter: 0.002 },
    micro: { id: 'MS', type: 'media-source', kind: 'audio', totalAudioEnergy: 0, totalSamplesDuration: s },
    pair: { id: 'CP', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.05, availableOutgoingBitrate: 1_200_000 },
    tried: { id: 'CQ', type: 'candidate-pair', nominated: false, state: 'failed', currentRoundTripTime: 9 },
  };
  return Object.entries({ ...entries, ...more }).map(([, entry]) => ({ timestamp, ...entry }));
}

const between = (before: StatsEntry[], after: StatsEntry[]) => figuresBetween(sampleOf(before), sampleOf(after));

test('two reports give what went both ways in that second', () => {
  const figures = between(report(10), report(11));
  expect(figures).toMatchObject({
    roundTripMs: 80, availableKbit: 1200,
    from: { pictureKbit: 800, soundKbit: 32, frameRate: 25, pixels: 921_600, freezes: 2, jitterMs: 4, gapPercent: 1, isLimited: null },
    to: { pictureKbit: 400, soundKbit: 32, frameRate: 15, pixels: 230_400, lossPercent: 12.5, levelDb: -120, isLimited: true },
  });
  expect(figures?.from.lossPercent).toBeCloseTo(100 * 10 / 150, 5);
  expect(figures?.from.levelDb).toBeCloseTo(-20, 5);
  expect(linkFiguresSchema.safeParse(figures).success).toBe(true);
});

test('of another connection nothing is known in its first second', () => {
  const other = report(11, { inVideo: { id: 'IV', type: 'inbound-rtp', kind: 'video', ssrc: 99, bytesReceived: 5, framesDecoded: 1 } });
  expect(between(report(10), other)?.from).toMatchObject({ frameRate: null, pictureKbit: null, soundKbit: 32 });
  expect(between(report(10), report(3))).toBeNull();
});

test('two reports too near or too far from each other say nothing', () => {
  expect(between(report(10), report(10.1))).toBeNull();
  expect(between(report(10), report(60))).toBeNull();
});

test('sound that nobody takes has no loudness, and packets found again are no loss', () => {
  const still: StatsEntry = { id: 'IA', type: 'inbound-rtp', kind: 'audio', ssrc: 1, bytesReceived: 0, packetsReceived: 500, packetsLost: 7, totalAudioEnergy: 0, totalSamplesDuration: 0 };
  const figures = between(report(10, { inAudio: { ...still, packetsLost: 9 } }), report(11, { inAudio: still }));
  expect(figures?.from).toMatchObject({ levelDb: null, gapPercent: null });
  expect(linkFiguresSchema.safeParse(figures).success).toBe(true);
});

test('a report of the far end that stopped coming is not taken for the present', () => {
  const old = { id: 'RV', type: 'remote-inbound-rtp', kind: 'video', ssrc: 4, fractionLost: 0.5, roundTripTime: 0.08, timestamp: 1_790_000_000_000 };
  expect(between(report(30, { toldVideo: old }), report(31, { toldVideo: old }))?.to.lossPercent).toBeNull();
});
