import { expect, test } from 'vitest';
import { SoundBeside } from '#main/app/observers/soundBeside.ts';
import { isWholeTag, timestampOf, type FlvTag } from '#shared/conference/flvTags.ts';
import { opusSilence } from '#shared/conference/opusTags.ts';

const packet = (positionMs: number) => ({ positionMs, opus: new Uint8Array([7, positionMs & 0xff]) });
const isSilence = (tag: FlvTag): boolean => tag.length === 11 + 5 + opusSilence.length + 4;
const said = (tags: FlvTag[]): string => tags.map((tag) => (isSilence(tag) ? '.' : 's')).join('');
const gaps = (tags: FlvTag[]): Set<number> => new Set(tags.slice(1).map((tag, i) => timestampOf(tag) - timestampOf(tags[i] as FlvTag)));

test('every packet stands at its place, half a second behind the picture', () => {
  const sound = new SoundBeside();
  sound.upTo(1000);
  for (let at = 500; at < 1000; at += 20) sound.heard(packet(at));
  const tags = sound.upTo(1500);
  expect(said(tags)).toBe('s'.repeat(25));
  expect(tags.map(timestampOf).slice(0, 2)).toEqual([500, 520]);
  expect(tags.every(isWholeTag)).toBe(true);
});

test('where nothing was heard there is silence: the sound never pauses, and never stands still', () => {
  const sound = new SoundBeside();
  sound.upTo(1000);
  for (const at of [500, 520, 620, 640]) sound.heard(packet(at));
  const tags = sound.upTo(1200);
  expect(said(tags)).toBe('ss....ss..');
  expect(gaps(tags)).toEqual(new Set([20]));
});

test('packets beside the beat by a part of a packet are taken, each once; what comes too late is left out', () => {
  const sound = new SoundBeside();
  sound.upTo(1000);
  for (let at = 506; at < 900; at += 20) sound.heard(packet(at));
  expect(said(sound.upTo(1300))).not.toContain('.');
  sound.heard(packet(520));
  expect(said(sound.upTo(1340))).not.toBe('');
  expect(said(sound.upTo(1500))).toMatch(/^s*\.*$/);
});

test('after a leap of the picture there are no minutes of silence', () => {
  const sound = new SoundBeside();
  sound.upTo(1000);
  expect(sound.upTo(120_000)).toEqual([]);
  expect(said(sound.upTo(120_040))).toBe('..');
});
