import { join } from 'node:path';
import type { ManifestSegment } from '#shared/domain/manifest.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { SegmentRow } from '#main/app/ports/index.ts';
import { hashFile } from '#main/process/pieces.ts';

type OnDisk = Awaited<ReturnType<typeof hashFile>>;

const onDisk = (path: string): Promise<Result<OnDisk, string>> =>
  hashFile(path).then(ok, (thrown: unknown) => err(`not readable: ${messageOf(thrown)}`));

const writtenHash = (row: SegmentRow): string | null => (/^[0-9a-f]{64}$/.test(row.sha256) ? row.sha256 : null);

function problemOf(row: SegmentRow, disk: Result<OnDisk, string>): string | null {
  if (!disk.ok) return disk.error;
  if (disk.value.sha256 !== writtenHash(row)) return `changed since it was written: ${row.bytes} bytes then, ${disk.value.bytes} now`;
  return row.state === 'damaged' ? (row.problem ?? 'damaged') : null;
}

function stateOf(row: SegmentRow, problem: string | null): ManifestSegment['state'] {
  if (problem !== null) return 'damaged';
  return row.state === 'verified' ? 'verified' : 'unverified';
}

/** What the manifest says of a segment, from the file as it lies on disk now. */
export async function readBack(dir: string, row: SegmentRow): Promise<ManifestSegment> {
  const disk = await onDisk(join(dir, row.path));
  const problem = problemOf(row, disk);
  const { path, captureId, runId, index, startMs, endMs, tail } = row;
  return {
    path, captureId, runId, index, startMs, endMs, tail,
    bytes: disk.ok ? disk.value.bytes : 0,
    sha256: disk.ok ? disk.value.sha256 : null,
    writtenSha256: writtenHash(row),
    state: stateOf(row, problem),
    problem: problem?.replaceAll(dir, '.') ?? null,
  };
}
