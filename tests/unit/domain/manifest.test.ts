import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, manifestBody, manifestHead, manifestJsonSchema, manifestSchema, verifyChain, type Manifest, type ManifestSegment } from '#shared/domain/manifest.ts';
import { minuteMs, must, Played } from './samples.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const segment = (index: number, captureId = 'audio'): ManifestSegment => ({
  path: `run-001/${captureId}/${String(index).padStart(5, '0')}.mkv`, captureId, runId: 'run-001', index,
  startMs: index * 5000, endMs: (index + 1) * 5000, bytes: 1000 + index, sha256: sha256(`${captureId}${index}`), writtenSha256: sha256(`${captureId}${index}`),
  state: 'verified', problem: null, tail: false,
});

const hearing = new Played()
  .start({ type: 'open', tracks: [] })
  .do({ type: 'addMark', markId: 'm-1', atMs: 0, template: 'judge', text: 'Үсенов <script> \ud83d' })
  .do({ type: 'close' }, 10 * minuteMs).state;

const head = manifestHead(hearing, [{ trackId: 'mic-1', captureId: 'audio', stream: 0, kind: 'audio', label: 'Төрағалық етуші' }], hearing.sections[0]?.endedAtMs ?? 0, sha256);
const manifest = manifestBody(head, [segment(0), segment(1), segment(2)], sha256);

const changed = (change: (copy: Manifest) => void): Manifest => {
  const copy = structuredClone(manifest);
  change(copy);
  return copy;
};

test('a manifest read back from its own file is whole and fits its schema', () => {
  const read = manifestSchema.parse(JSON.parse(canonicalText(manifest)));
  expect(verifyChain(read, sha256)).toEqual({ whole: true });
  expect(canonicalText(read)).toBe(canonicalText(manifest));
});

test('the pictures of an incident are sealed with it; one that could not be taken is no document', () => {
  const file = { path: 'evidence/i-camera-cam-1.jpg', sha256: sha256('picture'), bytes: 7 };
  const played = new Played().start({ type: 'open', tracks: [] })
    .do({ type: 'openIncident', incidentId: 'i', startedAtMs: 0, subject: 'camera', deviceId: 'cam-1', detectedBy: 'machine', note: '', evidence: [] });
  const documents = () => manifestHead(played.state, [], 0, sha256).documents;
  expect(documents()).toEqual([]);
  played.do({ type: 'addEvidence', incidentId: 'i', pictures: [{ of: 'camera', name: 'cam-1', state: 'taken', atMs: 1, file }, { of: 'window', name: 'console', state: 'missing', why: 'no_windows' }] });
  expect(documents()).toEqual([file]);
});

test('half of a surrogate pair in a mark costs neither the mark nor the manifest', () => {
  expect(head.marks.count).toBe(1);
  expect(canonicalText(hearing.marks)).toContain('\ufffd');
});

test('the chain says where it was broken', () => {
  expect(verifyChain(changed((m) => { must(m.segments[1]).bytes += 1; }), sha256)).toEqual({ whole: false, brokenAt: { segment: 1, path: 'run-001/audio/00001.mkv' } });
  expect(verifyChain(changed((m) => { m.segments.pop(); }), sha256)).toEqual({ whole: false, brokenAt: 'end' });
  expect(verifyChain(changed((m) => { m.caseNumber = '1'; }), sha256)).toEqual({ whole: false, brokenAt: { segment: 0, path: 'run-001/audio/00000.mkv' } });
  expect(verifyChain({ ...manifestBody(head, [], sha256), caseNumber: '1' }, sha256)).toEqual({ whole: false, brokenAt: 'end' });
});

test('two segments cannot change places', () => {
  const swapped = changed((m) => { m.segments.reverse(); });
  expect(verifyChain(swapped, sha256).whole).toBe(false);
});

test('any other character anywhere in the file breaks the chain, the schema or the JSON', () => {
  const text = canonicalText(manifest);
  fc.assert(fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '7', 'x', '"'), (at, other) => {
    fc.pre(text[at] !== other);
    const damaged = text.slice(0, at) + other + text.slice(at + 1);
    expect(acceptable(damaged)).toBe(false);
  }), { numRuns: 400 });
});

function acceptable(text: string): boolean {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    return parsed.success && verifyChain(parsed.data, sha256).whole;
  } catch {
    return false;
  }
}

test('a path that leaves the recording folder is refused', () => {
  for (const path of ['../x.mkv', '/etc/passwd', 'run-001/../../x', 'a\\b']) {
    expect(manifestSchema.safeParse(changed((m) => { must(m.segments[0]).path = path; })).success).toBe(false);
  }
});

test('the published schema is the one in use (`npx vitest run -u` renews it)', async () => {
  await expect(`${JSON.stringify(manifestJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/manifest.schema.json');
});
