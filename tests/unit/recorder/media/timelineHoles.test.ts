import { expect, it } from 'vitest';
import { manifestBody, type Manifest, type ManifestHead, type ManifestSegment } from '#shared/domain/manifest.ts';
import { timelineHoles } from '#main/recorder/media/timelineHoles.ts';

const zeroUtcMs = 1_795_000_000_000;
const section = (sectionId: string, fromMs: number, toMs: number, recorded = true): ManifestHead['sections'][number] =>
  ({ sectionId, kind: recorded ? 'in_session' : 'recess', reason: '', startedAtMs: zeroUtcMs + fromMs, endedAtMs: zeroUtcMs + toMs, recorded });
const segment = (captureId: string, startMs: number, endMs: number): ManifestSegment =>
  ({ path: `run-001/${captureId}/${startMs}.mkv`, captureId, runId: 'run-001', index: 0, startMs, endMs, bytes: 1, sha256: null, writtenSha256: null, state: 'verified', problem: null, tail: false });

function manifest(sections: ManifestHead['sections'], segments: ManifestSegment[], gaps: ManifestHead['gaps'] = []): Manifest {
  const head: ManifestHead = {
    format: 1, hearingId: 'h', caseNumber: '1', court: 'c', hall: 'h', demo: true, zeroUtcMs, sections,
    tracks: [{ trackId: 'mic-1', captureId: 'audio', stream: 0, kind: 'audio', label: 'm' }],
    gaps, marks: { count: 0, sha256: '0'.repeat(64) }, documents: [], sealedAtMs: zeroUtcMs,
  };
  return manifestBody(head, segments, () => '0'.repeat(64));
}

it('asks nothing of sections that were not to be recorded', () => {
  const sections = [section('a', 0, 10_000), section('b', 10_000, 60_000, false), section('c', 60_000, 70_000)];
  expect(timelineHoles(manifest(sections, [segment('audio', 0, 10_000), segment('audio', 60_000, 69_900)]))).toEqual([]);
});

it('finds a hole at the beginning, in the middle and at the end', () => {
  const holes = timelineHoles(manifest([section('a', 0, 10_000)], [segment('audio', 1000, 4000), segment('audio', 6000, 9000)]));
  expect(holes.map(({ fromMs, toMs, cause }) => [fromMs, toMs, cause])).toEqual([[0, 1000, null], [4000, 6000, null], [9000, 10_000, null]]);
});

it('is not satisfied by another capture, nor by a gap of another or of a part', () => {
  const gap = (captureId: string, fromMs: number, toMs: number | null): ManifestHead['gaps'][number] =>
    ({ captureId, fromMs: zeroUtcMs + fromMs, toMs: toMs === null ? null : zeroUtcMs + toMs, cause: 'unplugged' });
  const cause = (gaps: ManifestHead['gaps']): string | null | undefined =>
    timelineHoles(manifest([section('a', 0, 10_000)], [segment('audio', 0, 4000), segment('video', 4000, 10_000)], gaps))[0]?.cause;
  expect(cause([])).toBeNull();
  expect(cause([gap('video', 4000, 10_000)])).toBeNull();
  expect(cause([gap('audio', 4000, 6000)])).toBeNull();
  expect(cause([gap('audio', 3900, 10_100)])).toBe('unplugged');
  expect(cause([gap('audio', 4000, null)])).toBe('unplugged');
});

it('asks for somebody elsewhere only while they were let in, and for as many pictures as their link carried', () => {
  const of = (captureId: string, kind: 'audio' | 'video', segments: ManifestSegment[]) => {
    const whole = manifest([section('a', 0, 60_000)], segments);
    const track = { trackId: captureId, captureId, stream: 0, kind, label: 'p', wanted: [{ fromMs: zeroUtcMs + 20_000, toMs: zeroUtcMs + 40_000 }] };
    return timelineHoles({ ...whole, tracks: [track] }).map(({ fromMs, toMs }) => [fromMs, toMs]);
  };
  expect(of('remote-p', 'audio', [segment('remote-p', 21_000, 30_000), segment('remote-p', 30_600, 40_000)])).toEqual([[30_000, 30_600]]);
  expect(of('remote--picture-p', 'video', [segment('remote--picture-p', 21_000, 30_000), segment('remote--picture-p', 30_600, 34_000)])).toEqual([[34_000, 40_000]]);
});
