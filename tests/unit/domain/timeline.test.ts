import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Section } from '#shared/domain/hearing/state.ts';
import type { Track } from '#shared/domain/tracks.ts';
import { closedSpans, coverage, positionAt, recordedMs, recordedOfTrackMs, recordedSinceMs, recordedSpans, sectionAt } from '#shared/domain/timeline.ts';

const section = (sectionId: string, startedAtMs: number, endedAtMs: number | null, recorded = true): Section =>
  ({ sectionId, kind: recorded ? 'in_session' : 'recess', reason: '', startedAtMs, endedAtMs, recorded });

const sections = [section('a', 1000, 2000), section('b', 2000, 2500), section('c', 2500, 4000, false), section('d', 4000, null)];

describe('sections', () => {
  test('positions count from the beginning of the recording', () => {
    expect(positionAt({ zeroUtcMs: 1000 }, 1500)).toBe(500);
    expect(positionAt({ zeroUtcMs: null }, 1500)).toBeNull();
  });

  test('a moment belongs to the section that has begun and not ended', () => {
    expect([999, 1000, 1999, 2000, 4000, 9999].map((ms) => sectionAt(sections, ms)?.sectionId)).toEqual([undefined, 'a', 'a', 'b', 'd', 'd']);
  });

  test('neighbouring recorded sections are one span; an open one lasts until now', () => {
    expect(recordedSpans(sections, 5000)).toEqual([{ fromMs: 1000, toMs: 2500 }, { fromMs: 4000, toMs: 5000 }]);
    expect(recordedMs(sections, 5000)).toBe(2500);
  });

  test('closed to the public from the ruling until the court sits in public again, breaks and all', () => {
    const kinds = ['in_session', 'technical_break', 'closed_section', 'technical_break', 'closed_section', 'in_session', 'recess', 'closed_section'] as const;
    const course = kinds.map((kind, n): Section => ({ ...section(`${n}`, n * 1000, n === kinds.length - 1 ? null : (n + 1) * 1000), kind }));
    expect(closedSpans(course)).toEqual([{ fromMs: 2000, toMs: 5000 }, { fromMs: 7000, toMs: Infinity }]);
    expect(closedSpans(sections)).toEqual([]);
  });

  test('how long it has been recorded without a break', () => {
    expect(recordedSinceMs(sections, 5000)).toBe(4000);
    expect(recordedSinceMs([section('a', 1000, 2000), section('b', 2000, null)], 5000)).toBe(1000);
    expect(recordedSinceMs([section('a', 1000, 2000)], 5000)).toBeNull();
    expect(recordedSinceMs([section('c', 1000, null, false)], 5000)).toBeNull();
    expect(recordedSinceMs([], 5000)).toBeNull();
  });
});

describe('coverage', () => {
  const hearing = { zeroUtcMs: 1000, sections: sections.slice(0, 3) };
  const piece = (startMs: number, endMs: number, captureId = 'audio') => ({ captureId, startMs, endMs });
  const mic: Track = { trackId: 'mic', captureId: 'audio', stream: 0, kind: 'audio', label: '', copies: [{ captureId: 'sound-mic', stream: 0 }] };
  const of = (pieces: ReturnType<typeof piece>[]) => coverage(hearing, pieces, [mic], 9000).map((c) => [c.sectionId, c.recordedMs]);

  test('media beyond the sections does not count, overlaps count once, holes are missed', () => {
    expect(of([piece(-500, 400), piece(300, 900), piece(900, 3000)])).toEqual([['a', 1000], ['b', 500]]);
    expect(of([piece(0, 700), piece(800, 1400)])).toEqual([['a', 900], ['b', 400]]);
    expect(of([])).toEqual([['a', 0], ['b', 0]]);
    expect(coverage({ ...hearing, zeroUtcMs: null }, [], [mic], 0)).toEqual([]);
  });

  test('a track is missing only where none of its captures has media', () => {
    expect(of([piece(0, 700), piece(600, 1500, 'sound-mic'), piece(0, 9000, 'sound-other')])).toEqual([['a', 1000], ['b', 500]]);
    expect(recordedOfTrackMs([piece(0, 700), piece(600, 1500, 'sound-mic')], mic)).toBe(1500);
  });

  test('the same as counted by the millisecond, in any order of the pieces', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -2000, max: 4000 }), fc.nat(2000)), { maxLength: 12 }), (all) => {
      const pieces = all.map(([start, length]) => piece(start, start + length));
      const forwards = of(pieces);
      expect(of(pieces.toReversed())).toEqual(forwards);
      const counted = Array.from({ length: 1000 }, (_, ms) => ms).filter((ms) => pieces.some((p) => p.startMs <= ms && ms < p.endMs)).length;
      expect(forwards[0]?.[1]).toBe(counted);
    }), { numRuns: 100 });
  });
});
