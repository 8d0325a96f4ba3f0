import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { canonicalText, manifestSchema, verifyChain, type Manifest } from '#shared/domain/manifest.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { MediaWalk } from '../segments/matroska.ts';
import { decodeCheck } from './ffmpegJobs.ts';
import { timelineHoles, type Hole } from './timelineHoles.ts';

export interface Verification {
  whole: boolean;
  hearingId: string;
  caseNumber: string;
  court: string;
  hall: string;
  demo: boolean;
  sealedAtMs: number;
  manifestSha256: string;
  segments: number;
  documents: number;
  bytes: number;
  problems: { what: 'manifest' | 'chain' | 'file' | 'decoding' | 'timeline'; where: string; why: string }[];
  /** Holes the manifest itself accounts for: part of a whole recording. */
  explainedHoles: Hole[];
}

type Problem = Verification['problems'][number];

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** What is wrong with one file of the manifest; null when its bytes are the sealed ones. */
async function fileProblem(dir: string, file: { path: string; bytes: number; sha256: string | null }): Promise<Problem | null> {
  const problem = (why: string): Problem => ({ what: 'file', where: file.path, why });
  try {
    const path = join(dir, file.path);
    const { size } = await stat(path);
    if (size !== file.bytes) return problem(`${size} bytes instead of ${file.bytes}`);
    return (await fileSha256(path)) === file.sha256 ? null : problem('its SHA-256 is not the sealed one');
  } catch (e) {
    return problem((e as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : `not readable: ${messageOf(e)}`);
  }
}

function chainProblems(manifest: Manifest, text: string): Problem[] {
  const chain = verifyChain(manifest, sha256);
  return [
    ...(canonicalText(manifest) === text ? [] : [{ what: 'manifest' as const, where: 'manifest.json', why: 'not in canonical form: it was changed after it was written' }]),
    ...(chain.whole ? [] : [{ what: 'chain' as const, where: chain.brokenAt === 'end' ? 'end' : chain.brokenAt.path, why: 'the hash chain does not hold here' }]),
  ];
}

/** What the console itself knew to be wrong when it sealed. */
const sealedAsDamaged = (manifest: Manifest): Problem[] =>
  manifest.segments.filter((s) => s.state === 'damaged').map((s) => ({ what: 'file', where: s.path, why: `sealed as damaged: ${s.problem ?? 'no reason given'}` }));

/** A capture that was killed before its first frame leaves a file without media, which nobody enters anywhere. */
async function holdsMedia(path: string): Promise<boolean> {
  const walk = new MediaWalk();
  for await (const chunk of createReadStream(path)) walk.push(chunk as Buffer);
  return walk.span() !== null;
}

/** Recordings the manifest does not know of: it is not the manifest of all there is. */
async function strangers(dir: string, manifest: Manifest): Promise<Problem[]> {
  const known = new Set(manifest.segments.map((s) => s.path));
  const names = (await readdir(dir, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const found: Problem[] = [];
  for (const where of names.filter((name) => name.endsWith('.mkv') && !known.has(name))) {
    if (await holdsMedia(join(dir, where))) found.push({ what: 'file', where, why: 'not in the manifest' });
  }
  return found;
}

const filesAtOnce = 8;

async function decodingProblems(dir: string, paths: string[]): Promise<Result<Problem[]>> {
  const problems: Problem[] = [];
  for (let i = 0; i < paths.length; i += filesAtOnce) {
    const checked = await decodeCheck(paths.slice(i, i + filesAtOnce).map((path) => join(dir, path)), { videoKeyFramesOnly: false });
    if (!checked.ok) return checked;
    problems.push(...checked.value.bad.map(({ path, why }): Problem => ({ what: 'decoding', where: path.slice(join(dir, '/').length), why })));
  }
  return ok(problems);
}

const holeProblem = ({ trackId, fromMs, toMs }: Hole): Problem =>
  ({ what: 'timeline', where: trackId, why: `nothing from ${fromMs} to ${toMs} ms, and the manifest does not say why` });

async function readManifest(dir: string): Promise<Result<{ manifest: Manifest; text: string }>> {
  try {
    const text = await readFile(join(dir, 'manifest.json'), 'utf8');
    const manifest = manifestSchema.safeParse(JSON.parse(text));
    return manifest.success ? ok({ manifest: manifest.data, text }) : err(appError('input.invalid', { field: 'manifest.json', detail: manifest.error.message }));
  } catch (e) {
    return err(appError('input.invalid', { field: 'manifest.json', detail: messageOf(e) }));
  }
}

/**
 * Is this recording whole and as it was sealed? Reads and decodes everything. An error means that it
 * could not be found out.
 */
export async function verifyRecording(dir: string): Promise<Result<Verification>> {
  const read = await readManifest(dir);
  if (!read.ok) return read;
  const { manifest, text } = read.value;
  const files = [...manifest.segments, ...manifest.documents];
  const changed: Problem[] = [];
  for (const file of files) changed.push(...[await fileProblem(dir, file)].filter((p) => p !== null));
  const missing = new Set(changed.filter((p) => p.why === 'missing').map((p) => p.where));
  const decoded = await decodingProblems(dir, manifest.segments.map((s) => s.path).filter((path) => !missing.has(path)));
  if (!decoded.ok) return decoded;
  const holes = timelineHoles(manifest);
  const problems = [
    ...chainProblems(manifest, text), ...sealedAsDamaged(manifest), ...changed, ...(await strangers(dir, manifest)),
    ...decoded.value, ...holes.filter((hole) => hole.cause === null).map(holeProblem),
  ];
  const { hearingId, caseNumber, court, hall, demo, sealedAtMs } = manifest;
  return ok({
    whole: problems.length === 0, hearingId, caseNumber, court, hall, demo, sealedAtMs, manifestSha256: sha256(text),
    segments: manifest.segments.length, documents: manifest.documents.length, bytes: files.reduce((sum, f) => sum + f.bytes, 0),
    problems, explainedHoles: holes.filter((hole) => hole.cause !== null),
  });
}
