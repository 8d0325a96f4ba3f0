import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Hearing, Mark } from './hearing/state.ts';
import { taken } from './incident/pictures.ts';
import { sectionKinds } from './hearing/state.ts';
import { trackSchema, type Track } from './tracks.ts';

/**
 * The manifest says what a sealed recording consists of, byte for byte. The file is RFC 8785 canonical
 * JSON, so that its own SHA-256 can be signed and computed again anywhere. Every segment carries a link
 * of one chain that begins with the hash of everything else in the manifest:
 *
 *     link₋₁ = SHA-256(canonical(manifest without `segments` and `finalChain`))
 *     linkᵢ  = SHA-256(linkᵢ₋₁ ‖ canonical(segmentᵢ without `chain`))
 *
 * so the last link stands for the whole. Links are lower-case hex; ‖ joins texts; hashes are over UTF-8.
 */
const manifestFormat = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex');
const utcMs = z.number().describe('UTC milliseconds.');
const relativePath = z.string().regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))[^\\\p{Cc}]+$/u, 'relative path, forward slashes');

const sectionSchema = z.strictObject({
  sectionId: z.string(),
  kind: z.enum(sectionKinds),
  reason: z.string(),
  startedAtMs: utcMs,
  endedAtMs: utcMs,
  recorded: z.boolean(),
});

const gapSchema = z.strictObject({ captureId: z.string(), fromMs: utcMs, toMs: utcMs.nullable(), cause: z.string() });
const documentSchema = z.strictObject({ path: relativePath, sha256: hash, bytes: z.int().nonnegative() });

const headSchema = z.strictObject({
  format: z.literal(manifestFormat),
  hearingId: z.string(),
  caseNumber: z.string(),
  court: z.string(),
  hall: z.string(),
  demo: z.boolean().describe('Made in the demonstration hall: not a record of any court.'),
  zeroUtcMs: utcMs.nullable().describe('UTC milliseconds of position zero on the timeline; null when nothing was recorded.'),
  sections: z.array(sectionSchema),
  tracks: z.array(trackSchema),
  gaps: z.array(gapSchema).describe('Stretches of a track without media although the section was to be recorded.'),
  marks: z.strictObject({ count: z.int().nonnegative(), sha256: hash }).describe('SHA-256 over the canonical JSON of all marks, withdrawn ones included.'),
  documents: z.array(documentSchema),
  sealedAtMs: utcMs,
});

const segmentSchema = z.strictObject({
  path: relativePath,
  captureId: z.string(),
  runId: z.string(),
  index: z.int().nonnegative(),
  startMs: z.number().describe('Position on the timeline, milliseconds.'),
  endMs: z.number(),
  bytes: z.int().nonnegative(),
  sha256: hash.nullable().describe('Of the bytes on disk at sealing; null when there is no readable file.'),
  writtenSha256: hash.nullable().describe('Of the bytes when the recorder closed the segment.'),
  state: z.enum(['verified', 'unverified', 'damaged']).describe('unverified: unchanged since it was closed, but it had not been decoded yet.'),
  problem: z.string().nullable(),
  tail: z.boolean().describe('The unfinished last file of a capture that was killed.'),
});

export const manifestSchema = headSchema.extend({
  segments: z.array(segmentSchema.extend({ chain: hash })),
  finalChain: hash,
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestHead = z.infer<typeof headSchema>;
export type ManifestSegment = z.infer<typeof segmentSchema>;
/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export type Sha256 = (text: string) => string;

/** RFC 8785 text. Lone surrogates, which JSON can carry but UTF-8 cannot, become U+FFFD as they do on disk. */
export function canonicalText(value: unknown): string {
  const wellFormed: unknown = JSON.parse(JSON.stringify(value), (_, v: unknown) => (typeof v === 'string' ? v.toWellFormed() : v));
  return canonicalize(wellFormed) ?? 'null';
}

const marksDigest = (marks: readonly Mark[], sha256: Sha256): ManifestHead['marks'] =>
  ({ count: marks.length, sha256: sha256(canonicalText(marks)) });

/** Everything in the manifest that comes from the hearing itself. */
export function manifestHead(hearing: Hearing, tracks: readonly Track[], sealedAtMs: number, sha256: Sha256): ManifestHead {
  const { hearingId, schedule, demo, zeroUtcMs, gaps } = hearing;
  return {
    format: manifestFormat,
    hearingId, caseNumber: schedule.caseNumber, court: schedule.court, hall: schedule.hall, demo, zeroUtcMs,
    sections: hearing.sections.map((s) => ({ ...s, endedAtMs: s.endedAtMs ?? sealedAtMs })),
    tracks: [...tracks],
    gaps,
    marks: marksDigest(hearing.marks, sha256),
    documents: [...[...hearing.protocols, ...hearing.acts.flatMap((a) => a.final ?? [])].flatMap((d) => d.files), ...hearing.incidents.flatMap(({ pictures }) => taken(pictures).map(({ file }) => file))],
    sealedAtMs,
  };
}

/** Head and segments, in order, become a manifest. */
export function manifestBody(head: ManifestHead, segments: readonly ManifestSegment[], sha256: Sha256): Manifest {
  let link = sha256(canonicalText(head));
  const linked = segments.map((segment) => {
    link = sha256(link + canonicalText(segment));
    return { ...segment, chain: link };
  });
  return { ...head, segments: linked, finalChain: link };
}

export type ChainCheck = { whole: true } | { whole: false; brokenAt: { segment: number; path: string } | 'end' };

/**
 * Does the chain hold? Says where it first does not: a segment whose link is wrong (a changed head shows
 * at the first), or the end (segments were cut off, or there are none and the head was changed).
 */
export function verifyChain(manifest: Manifest, sha256: Sha256): ChainCheck {
  const { segments, finalChain, ...head } = manifest;
  let link = sha256(canonicalText(head));
  for (const [index, { chain, ...segment }] of segments.entries()) {
    link = sha256(link + canonicalText(segment));
    if (link !== chain) return { whole: false, brokenAt: { segment: index, path: segment.path } };
  }
  return link === finalChain ? { whole: true } : { whole: false, brokenAt: 'end' };
}

/** The published description of the file, for whoever checks a recording without this program. */
export const manifestJsonSchema = (): object => ({
  $id: 'urn:courtroom-console:manifest:1',
  title: 'Manifest of a sealed court recording',
  ...z.toJSONSchema(manifestSchema),
});
