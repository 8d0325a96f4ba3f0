import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalForm, storedJson } from '#main/store/canonical.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { markAdded, secretary } from '../../helpers/commits.ts';

const record: EventRecord = {
  seq: 7, eventId: 'e', hearingId: 'h', event: markAdded('ә'), committedAtMs: 1.5, monotonicMs: 2, by: secretary,
};

describe('canonical form', () => {
  it('does not depend on the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(record).toReversed()) as unknown as EventRecord;
    expect(canonicalForm(turned)).toEqual(canonicalForm(record));
  });

  it('is the hash of RFC 8785 text in UTF-8', () => {
    const small = { seq: 1, by: 'ә' } as unknown as EventRecord;
    const text = '{"by":"ә","seq":1}';
    expect(canonicalForm(small)).toEqual({ sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) });
  });

  it('survives JSON on the way to the server', () => {
    expect(canonicalForm(JSON.parse(JSON.stringify(record)) as EventRecord)).toEqual(canonicalForm(record));
  });
});

describe('stored JSON', () => {
  it('keeps markup, NUL and emoji as they are', () => {
    const text = '<b>\u0000\u2028😀"';
    expect(JSON.parse(storedJson({ text }))).toEqual({ text });
  });

  it('turns half of a surrogate pair into U+FFFD rather than losing the mark', () => {
    expect(JSON.parse(storedJson({ text: 'a\ud83d' }))).toEqual({ text: 'a\ufffd' });
  });
});
