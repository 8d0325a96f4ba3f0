import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutboxItemView } from '#shared/contract/calls/machine.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { manifestSchema } from '#shared/domain/manifest.ts';
import { coverage as coverageOf, type Coverage } from '#shared/domain/timeline.ts';
import { decodeCheck } from '../../recorder/media/ffmpegJobs.ts';
import type { Operator } from './operator.ts';

/** A track may miss this much of a section: the last frame and the last packet of sound. */
const toleranceMs = 200;

export interface DemoReport {
  ok: boolean;
  problems: string[];
  hearing: string;
  case: string;
  recording: string;
  sections: { kind: string; startedAtMs: number; endedAtMs: number | null; recorded: boolean }[];
  tracks: { trackId: string; label: string; kind: string; durationMs: number }[];
  coverage: Coverage[];
  marks: number;
  manifest: { path: string; sha256: string; segments: number };
  protocol: string[];
  acts: string[];
  receipts: { name: string; kind: string; sha256: string; receiptId: string }[];
}

/** Looks at what is on both disks after the hand-over, and says what is wrong with it. */
export async function examine(secretary: Operator, hearing: Hearing, serverDataDir: string): Promise<DemoReport> {
  const { hearingId } = hearing;
  const info = await secretary.do('recording.info', { hearingId });
  const manifestFile = join(info.dir, 'manifest.json');
  const manifest = manifestSchema.parse(JSON.parse(await readFile(manifestFile, 'utf8')));
  const { items } = await secretary.do('queue.list', { hearingId, limit: 1000 });
  const files = items.filter((i) => i.kind !== 'fact');
  const coverage = coverageOf(manifest, manifest.segments, manifest.tracks, manifest.sealedAtMs);
  const media = files.filter((f) => f.kind === 'audio' || f.kind === 'video').map((f) => f.name);
  const problems = [
    ...coverage.filter((c) => Math.abs(c.expectedMs - c.recordedMs) > toleranceMs).map((c) => `${c.trackId} covers ${c.recordedMs} of ${c.expectedMs} ms of ${c.section}`),
    ...(info.segments.verified === info.segments.closed ? [] : [`${info.segments.closed - info.segments.verified} segments were not verified`]),
    ...(info.segments.damaged === 0 ? [] : [`${info.segments.damaged} segments are damaged`]),
    ...(media.length === manifest.segments.length ? [] : [`${manifest.segments.length} segments, but ${media.length} media files were queued`]),
    ...(await notTheSame(files, info.dir, join(serverDataDir, 'files', hearingId))),
    ...(await notPlaying(media.map((name) => join(serverDataDir, 'files', hearingId, name)))),
    ...(hearing.protocols.length > 0 ? [] : ['there is no protocol']),
    ...(hearing.acts.some((a) => a.final) ? [] : ['there is no act']),
  ];
  return {
    ok: problems.length === 0,
    problems,
    hearing: hearingId,
    case: hearing.schedule.caseNumber,
    recording: info.dir,
    sections: hearing.sections.map(({ kind, startedAtMs, endedAtMs, recorded }) => ({ kind, startedAtMs, endedAtMs, recorded })),
    tracks: info.tracks.map(({ trackId, label, kind, durationMs }) => ({ trackId, label, kind, durationMs: Math.round(durationMs) })),
    coverage,
    marks: hearing.marks.length,
    manifest: { path: manifestFile, sha256: await sha256Of(manifestFile), segments: manifest.segments.length },
    protocol: hearing.protocols.flatMap((p) => p.files.map((f) => join(info.dir, f.path))),
    acts: hearing.acts.flatMap((a) => (a.final?.files ?? []).map((f) => join(info.dir, f.path))),
    receipts: files.flatMap(({ name, kind, receipt }) => (receipt ? [{ name, kind, sha256: receipt.sha256, receiptId: receipt.receiptId }] : [])),
  };
}

/** Every file: here, there, and in the receipt, the same SHA-256. */
async function notTheSame(files: OutboxItemView[], here: string, there: string): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, receipt } of files) {
    const [local, remote] = [await sha256Of(join(here, name)), await sha256Of(join(there, name))];
    if (!receipt || receipt.sha256 !== local || remote !== local) problems.push(`${name}: local ${local}, server ${remote}, receipt ${receipt?.sha256 ?? 'none'}`);
  }
  return problems;
}

async function notPlaying(paths: string[]): Promise<string[]> {
  const checked = await decodeCheck(paths, { videoKeyFramesOnly: false });
  if (!checked.ok) return [`the server's files could not be checked: ${checked.error.detail ?? checked.error.code}`];
  return checked.value.bad.map(({ path, why }) => `${path} does not play: ${why}`);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
