import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PictureLines, type PictureReading } from '#main/recorder/signal/pictureReading.ts';
import { SoundLines, type SoundReading } from '#main/recorder/signal/soundReading.ts';
import { hall, printedPicture, printedSound, room } from './printed.ts';

const db = fc.integer({ min: -119_000, max: 3000 }).map((n) => n / 1000);
const sound: fc.Arbitrary<SoundReading> = fc.record({
  microphoneId: fc.constantFrom('mic1', 'judge', 'm-3'), rmsDb: db, peakDb: db, flatFactorDb: db, extremeSamples: fc.integer({ min: 1, max: 9600 }),
  lowBandDb: db, speechBandDb: db, withoutMainsDb: db,
}).map((r) => ({ ...r, crestDb: r.peakDb - r.rmsDb, constant: r.extremeSamples > 4800 }));
const luma = fc.integer({ min: 0, max: 255 });
const picture: fc.Arbitrary<PictureReading> = fc.record({
  cameraId: fc.constantFrom('cam1', 'hall-2'), darkLuma: luma, brightLuma: luma,
  meanLuma: luma.map((n) => n / 7), edges: luma.map((n) => n / 9), difference: luma.map((n) => n / 57_600),
});

/** The text in packets of these lengths, over and over. */
function packets(text: string, lengths: readonly number[]): string[] {
  const cut: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = lengths[cut.length % lengths.length] ?? 1;
    cut.push(text.slice(at, at + length));
    at += length;
  }
  return cut;
}
const shortLengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
/** As the meters send them: longer than a few lines, shorter than a reading. */
const usualLengths = fc.integer({ min: 120, max: 220 });

describe('sound', () => {
  test('digital silence is constant, and −120 dB', () => {
    const text = printedSound(room).replace('-54.000000', '-inf').replace('-65.000000', '-inf').replace('_count=2.', '_count=9600.');
    expect(new SoundLines().take(text)).toEqual([{ ...room, peakDb: -120, rmsDb: -120, crestDb: 0, extremeSamples: 9600, constant: true }]);
  });

  test('the last, shorter piece of a sound has no figures of the whole signal and is no reading', () => {
    const last = printedSound(room).split('\n').filter((line) => !line.includes('Overall')).join('\n');
    expect(new SoundLines().take(printedSound(room) + last)).toEqual([room]);
  });

  test('readings are the same wherever the packets end', () => {
    fc.assert(fc.property(fc.array(sound, { maxLength: 6 }), shortLengths, (sent, lengths) => {
      const lines = new SoundLines();
      expect(packets(sent.map(printedSound).join(''), lengths).flatMap((packet) => lines.take(packet))).toEqual(sent);
    }));
  });

  test('a lost packet loses readings and mixes up none', () => {
    fc.assert(fc.property(fc.array(sound, { minLength: 3, maxLength: 6 }), usualLengths, fc.nat(), (sent, length, which) => {
      const all = packets(sent.map(printedSound).join(''), [length]);
      const lines = new SoundLines();
      const got = all.filter((_, i) => i !== which % all.length).flatMap((packet) => lines.take(packet));
      expect(got.length).toBeGreaterThanOrEqual(sent.length - 3);
      for (const reading of got) expect(sent).toContainEqual(reading);
    }));
  });
});

describe('picture', () => {
  test('of all that is printed, five figures are taken', () => {
    expect(new PictureLines().take(printedPicture(hall))).toEqual([hall]);
  });

  test('readings are the same wherever the packets end', () => {
    fc.assert(fc.property(fc.array(picture, { maxLength: 4 }), shortLengths, (sent, lengths) => {
      const lines = new PictureLines();
      expect(packets(sent.map(printedPicture).join(''), lengths).flatMap((packet) => lines.take(packet))).toEqual(sent);
    }));
  });

  test('a lost line, which is a packet of its own, loses at most its reading and mixes up none', () => {
    fc.assert(fc.property(fc.array(picture, { minLength: 2, maxLength: 4 }), fc.nat(), (sent, which) => {
      const all = sent.map(printedPicture).join('').split(/(?<=\n)/);
      const lines = new PictureLines();
      const got = all.filter((_, i) => i !== which % all.length).flatMap((packet) => lines.take(packet));
      expect(got.length).toBeGreaterThanOrEqual(sent.length - 1);
      for (const reading of got) expect(sent).toContainEqual(reading);
    }));
  });

  test('a figure that is none makes no reading', () => {
    expect(new PictureLines().take(printedPicture(hall).replace('YAVG=116', 'YAVG=nan'))).toEqual([]);
  });
});
