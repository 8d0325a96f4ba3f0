import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { canonicalText, manifestBody, manifestHead, type Manifest, type ManifestSegment, type Sha256 } from '#shared/domain/manifest.ts';
import type { DocumentFile } from '#shared/domain/hearing/state.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Clock, Log, SealInput, Sealer, SegmentRow } from '#main/app/ports/index.ts';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { readBack } from './readBack.ts';

const manifestName = 'manifest.json';

export const sha256Hex: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

const byCaptureAndPosition = (a: SegmentRow, b: SegmentRow): number =>
  order(a.captureId, b.captureId) || order(a.runId, b.runId) || a.index - b.index;

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** One file at a time: sealing must not take the disk away from a hearing that has begun meanwhile. */
async function readAll(dir: string, rows: readonly SegmentRow[]): Promise<ManifestSegment[]> {
  const segments: ManifestSegment[] = [];
  for (const row of rows.toSorted(byCaptureAndPosition)) segments.push(await readBack(dir, row));
  return segments;
}

async function writeManifest(dir: string, manifest: Manifest): Promise<DocumentFile> {
  const text = canonicalText(manifest);
  await writeAtomically(join(dir, manifestName), text);
  return { path: manifestName, sha256: sha256Hex(text), bytes: Buffer.byteLength(text) };
}

/** Seals a closed hearing's recording: reads everything back, then writes what it found. */
export function createSealer({ clock, log }: { clock: Clock; log: Log }): Sealer {
  return {
    async readBack(dir, rows) {
      const began = clock.monotonicMs();
      const segments = await readAll(dir, rows);
      log.info('sealing', 'recording read back', { dir, segments: segments.length, damaged: segments.filter((s) => s.problem !== null).length, tookMs: clock.monotonicMs() - began });
      return segments;
    },
    async seal({ hearing, tracks, segments, dir, sealedAtMs }: SealInput) {
      try {
        return ok(await writeManifest(dir, manifestBody(manifestHead(hearing, tracks, sealedAtMs, sha256Hex), segments, sha256Hex)));
      } catch (thrown) {
        return err(appError('document.failed', { field: manifestName, detail: messageOf(thrown) }));
      }
    },
  };
}
