import { expect, test } from 'vitest';
import { isPhotoKept, isToCompare, photoIn, photoTypeOf } from '#shared/domain/identityPhoto.ts';
import type { PhaseName } from '#shared/domain/hearing/state.ts';

const bytes = (...parts: (string | number)[]): Uint8Array => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part))));

test.each([
  ['image/jpeg', bytes(0xff, 0xd8, 0xff, 0xe0, 'JFIF')],
  ['image/png', bytes(0x89, 'PNG', 0x0d, 0x0a, 0x1a, 0x0a, 'IHDR')],
  ['image/webp', bytes('RIFF', 0x10, 0, 0, 0, 'WEBPVP8 ')],
  [null, bytes('RIFF', 0x10, 0, 0, 0, 'WAVEfmt ')],
  [null, bytes('GIF89a')],
  [null, bytes('<svg onload="alert(1)"/>')],
  [null, bytes(0xff, 0xd8)],
  [null, bytes()],
])('what a picture is, its bytes say: %s', (type, first) => expect(photoTypeOf(first)).toBe(type));

const attachment = (kind: 'photo' | 'identity_document', name: string) => ({ kind, name, sha256: 'a'.repeat(64) });

test('K7-9: of what came with a petition the photo, and of several the last', () => {
  const petition = { petitionId: '1', submittedAtMs: 0, attachments: [attachment('photo', 'first'), attachment('photo', 'second'), attachment('identity_document', 'card')] };
  expect(photoIn({ petition })?.name).toBe('second');
  expect(photoIn({ petition: { ...petition, attachments: [attachment('identity_document', 'card')] } })).toBeNull();
  expect(photoIn({})).toBeNull();
});

test.each([
  ['nobody is there', { isHere: false, isAdmitted: false, isRecorded: false }, false],
  ['they wait', { isHere: true, isAdmitted: false, isRecorded: false }, true],
  ['they were let in before it was written down', { isHere: true, isAdmitted: true, isRecorded: false }, true],
  ['it is written down', { isHere: true, isAdmitted: false, isRecorded: true }, false],
  ['no order asks for it, and they wait', { isHere: true, isAdmitted: false, isRecorded: null }, true],
  ['no order asks for it, and they were let in', { isHere: true, isAdmitted: true, isRecorded: null }, false],
])('K7-26: photo and face, when %s', (_, comparing, due) => expect(isToCompare(comparing)).toBe(due));

test('a photo is kept until the hearing is sealed, or held no more', () => {
  const phases: PhaseName[] = ['scheduled', 'connecting', 'in_session', 'technical_break', 'closed', 'sealed', 'handed_over', 'postponed', 'cancelled'];
  expect(phases.filter(isPhotoKept)).toEqual(['scheduled', 'connecting', 'in_session', 'technical_break', 'closed']);
});
