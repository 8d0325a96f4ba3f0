import { describe, expect, test } from 'vitest';
import { SoundJudge } from '#main/recorder/signal/soundJudge.ts';
import type { SoundReading } from '#main/recorder/signal/soundReading.ts';
import { room } from './printed.ts';

const readingMs = 100;
const silence: SoundReading = { ...room, rmsDb: -120, peakDb: -120, crestDb: 0, flatFactorDb: -120, extremeSamples: 9600, constant: true, lowBandDb: -120, speechBandDb: -120, withoutMainsDb: -120 };
const at = (rmsDb: number, more: Partial<SoundReading> = {}): SoundReading =>
  ({ ...room, rmsDb, peakDb: rmsDb + 12, crestDb: 12, lowBandDb: rmsDb, speechBandDb: rmsDb - 1, withoutMainsDb: rmsDb, ...more });
/** Syllables: neighbouring tenths differ by some dB. */
const said = (i: number): SoundReading => at(-28 - ([0, 8, 3, 9, 1, 5][i % 6] ?? 0));
const hum = at(-45, { speechBandDb: -66, withoutMainsDb: -62 });

function judged(...parts: [seconds: number, reading: SoundReading | ((i: number) => SoundReading)][]) {
  const judge = new SoundJudge();
  let n = 0;
  const changes = parts.flatMap(([seconds, reading]) => Array.from({ length: seconds * 10 }, (_, i) => {
    const atMs = n++ * readingMs;
    return judge.take(typeof reading === 'function' ? reading(i) : reading, atMs).map((change) => ({ ...change, toldMs: atMs }));
  }).flat());
  return { judge, changes, told: changes.map((c) => `${c.condition} ${c.change} ${c.atMs} told ${c.toldMs}`) };
}

test('a quiet room is nothing to speak of', () => {
  const { judge, told } = judged([180, room]);
  expect(told).toEqual([]);
  expect(judge.held()).toEqual([]);
  expect(judge.levelDb()).toBeCloseTo(-65, 5);
});

test('a microphone that is not connected is told after two seconds, and its return at once', () => {
  expect(judged([5, room], [4, silence], [2, room]).told).toEqual(['digital_silence began 5000 told 7000', 'digital_silence ended 9000 told 9300']);
});

test('a short digital silence is none', () => {
  expect(judged([5, room], [1.9, silence], [5, room]).told).toEqual([]);
});

test('a constant voltage is digital silence, not a level too low', () => {
  const { judge } = judged([100, at(-26, { extremeSamples: 9600, constant: true })]);
  expect(judge.held()).toEqual([{ condition: 'digital_silence', sinceMs: 0 }]);
});

test('the noise of a converter with nothing connected is too quiet after a minute', () => {
  expect(judged([70, at(-92)], [5, room]).told).toEqual(['too_quiet began 0 told 60000', 'too_quiet ended 70000 told 71000']);
});

describe('clipping', () => {
  test('is told at once and stays for three seconds', () => {
    const clipped = at(-9, { peakDb: 0, flatFactorDb: 12, extremeSamples: 8 });
    expect(judged([2, room], [0.1, clipped], [5, room]).told).toEqual(['clipping began 2000 told 2000', 'clipping ended 2100 told 5100']);
  });

  test('before the console, in the amplifier, is clipping too', () => {
    expect(judged([1, at(-14, { peakDb: -6, flatFactorDb: 25, extremeSamples: 200 })]).judge.held()).toEqual([{ condition: 'clipping', sinceMs: 0 }]);
  });

  test.each([
    ['loud speech', at(-10, { peakDb: -0.1, flatFactorDb: 4.4, extremeSamples: 3 })],
    ['the few steps of a low noise', at(-80, { peakDb: -72, flatFactorDb: 15, extremeSamples: 60 })],
  ])('%s does not clip', (_, reading) => {
    expect(judged([5, reading]).changes.filter((c) => c.condition === 'clipping')).toEqual([]);
  });

  test('beyond full scale there is nothing left to record', () => {
    expect(judged([0.1, at(-3, { peakDb: 2.5 })]).judge.held().map((h) => h.condition)).toEqual(['clipping']);
  });
});

describe('speech', () => {
  test('begins after 300 ms and ends after a second', () => {
    const { told } = judged([3, room], [5, said], [5, room]);
    expect(told).toEqual(['speech began 3200 told 3200', expect.stringMatching(/^speech ended 8[0-3]00 told 9[0-3]00$/)]);
  });

  test('pauses between words do not end it', () => {
    expect(judged([3, room], [2, said], [0.7, room], [2, said], [0.7, room], [2, said]).told).toEqual(['speech began 3200 told 3200']);
  });

  test.each([
    ['a fan that is switched on', at(-45, { speechBandDb: -50 })],
    ['a tone', at(-27)],
    ['hum', hum],
  ])('%s is not speech', (_, reading) => {
    expect(judged([3, room], [30, reading]).changes.filter((c) => c.condition === 'speech')).toEqual([]);
  });

  test('doors and chairs lie too low, a knock is too short', () => {
    const door = (i: number): SoundReading => at(-30 - (i % 4) * 6, { speechBandDb: -50 - (i % 4) * 6 });
    expect(judged([3, room], [2, door], [3, room], [0.2, said], [3, room]).told).toEqual([]);
  });

  test('is heard above the noise of a ventilation', () => {
    const ventilation = at(-48, { speechBandDb: -53 });
    expect(judged([12, ventilation], [3, said]).judge.held().map((h) => h.condition)).toEqual(['speech']);
  });
});

describe('hum', () => {
  test('is told after ten seconds of sound that it lasted for five', () => {
    expect(judged([20, hum]).told).toEqual(['hum began 9900 told 14900']);
  });

  test('is heard in the pauses of speech, and goes on as long as it is there', () => {
    const speaking = (i: number): SoundReading => (i % 30 < 25 ? said(i) : hum);
    expect(judged([60, speaking]).changes.filter((c) => c.condition === 'hum').map((c) => c.change)).toEqual(['began']);
  });

  test('ends ten seconds after nobody hears it any more', () => {
    const { changes } = judged([20, hum], [40, room]);
    expect(changes.filter((c) => c.condition === 'hum').map((c) => c.change)).toEqual(['began', 'ended']);
  });

  test.each([
    ['ventilation', at(-48, { withoutMainsDb: -48.6 })],
    ['one that is lower than a quiet room', at(-72, { withoutMainsDb: -90 })],
  ])('%s is none', (_, reading) => {
    expect(judged([60, reading]).changes.filter((c) => c.condition === 'hum')).toEqual([]);
  });
});
