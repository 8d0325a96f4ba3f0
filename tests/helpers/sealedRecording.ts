import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText, manifestBody, type ManifestHead, type ManifestSegment } from '#shared/domain/manifest.ts';
import { runToEnd } from '#main/process/runner.ts';
import { MediaWalk } from '#main/recorder/segments/matroska.ts';

const hash = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
export const sha256Text = (text: string): string => hash(text);

export const lengthMs = 6000;
export const zeroUtcMs = 1_795_000_000_000;

async function segmentsOf(dir: string, captureId: string): Promise<ManifestSegment[]> {
  const names = (await readdir(join(dir, 'run-001', captureId))).toSorted();
  return Promise.all(names.map(async (name, index) => {
    const path = `run-001/${captureId}/${name}`;
    const content = await readFile(join(dir, path));
    const walk = new MediaWalk();
    walk.push(content);
    const { startMs, endMs } = walk.span() ?? { startMs: 0, endMs: 0 };
    return { path, captureId, runId: 'run-001', index, startMs, endMs, bytes: content.length, sha256: hash(content), writtenSha256: hash(content), state: 'verified', problem: null, tail: false };
  }));
}

const head = (document: { path: string; sha256: string; bytes: number }): ManifestHead => ({
  format: 1, hearingId: 'hearing', caseNumber: '2-77/2026', court: 'Аудандық сот', hall: '1', demo: true, zeroUtcMs,
  sections: [{ sectionId: 's-1', kind: 'in_session', reason: '', startedAtMs: zeroUtcMs, endedAtMs: zeroUtcMs + lengthMs, recorded: true }],
  tracks: [
    { trackId: 'mic-1', captureId: 'audio', stream: 0, kind: 'audio', label: 'Судья' },
    { trackId: 'cam-1', captureId: 'video-cam-1', stream: 0, kind: 'video', label: 'Зал' },
  ],
  gaps: [], marks: { count: 0, sha256: sha256Text('[]') }, documents: [document], sealedAtMs: zeroUtcMs + 10_000,
});

/** A small sealed recording: 6 s of one microphone and one camera in files of 2 s, and a document. */
export async function makeSealedRecording(dir: string): Promise<void> {
  for (const captureId of ['audio', 'video-cam-1']) await mkdir(join(dir, 'run-001', captureId), { recursive: true });
  const segmented = (captureId: string): string[] => ['-f', 'segment', '-segment_time', '2', '-reset_timestamps', '0', '-segment_format', 'matroska',
    '-segment_format_options', 'cluster_time_limit=200', join(dir, 'run-001', captureId, '%05d.mkv')];
  const made = await runToEnd('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'anoisesrc=a=0.1:r=48000:d=6', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=6',
    '-map', '0:a', '-c:a', 'libopus', '-b:a', '64k', ...segmented('audio'),
    '-map', '1:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '25', '-flags', '+global_header', ...segmented('video-cam-1')], { timeoutMs: 30_000 });
  if (!made.ok || made.value.code !== 0) throw new Error('no recording');
  await mkdir(join(dir, 'documents'), { recursive: true });
  await writeFile(join(dir, 'documents', 'protocol.txt'), 'Хаттама');
  const { size } = await stat(join(dir, 'documents', 'protocol.txt'));
  await seal(dir, head({ path: 'documents/protocol.txt', sha256: sha256Text('Хаттама'), bytes: size }));
}

async function seal(dir: string, withHead: ManifestHead): Promise<void> {
  const segments = [...await segmentsOf(dir, 'audio'), ...await segmentsOf(dir, 'video-cam-1')];
  await writeFile(join(dir, 'manifest.json'), canonicalText(manifestBody(withHead, segments, sha256Text)));
}
