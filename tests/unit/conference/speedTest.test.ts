import { expect, test } from 'vitest';
import { isFastEnough, type Speed } from '#shared/conference/quality/speed.ts';
import { SpeedTest } from '../../../src-peer/speedTest.ts';
import { HandTime } from './handTime.ts';

interface Line {
  downKbit: number;
  upKbit: number;
  /** Picture and sound that go up beside what is measured, kbit/s. */
  mediaKbit?: number;
  answers?: boolean;
}

const bufferedBytes = 64_000;

/** Two ends of a line on which bytes take as long as it is narrow. */
function ends({ downKbit, upKbit, mediaKbit = 0, answers = true }: Line) {
  const time = new HandTime();
  const received = { hall: 0, participant: 0 };
  const state = { isOpen: true, sentByHall: 0 };
  const way = (kbit: number, to: 'hall' | 'participant') => {
    let freeAtMs = 0;
    return (text: string): number => {
      freeAtMs = Math.max(freeAtMs, time.nowMs()) + (text.length * 8) / kbit;
      time.after(freeAtMs - time.nowMs() + 20, () => {
        if (!state.isOpen) return;
        received[to] += text.length;
        (to === 'hall' ? hall : participant).take(text);
      });
      return Math.max(0, freeAtMs - time.nowMs() - (bufferedBytes * 8) / kbit);
    };
  };
  const end = (put: (text: string) => number, own: 'hall' | 'participant', answersHere: boolean) => new SpeedTest({
    timers: time, answers: () => answersHere,
    send: (text) => { if (own === 'hall') state.sentByHall += text.length; if (state.isOpen) put(text); return state.isOpen; },
    fill: (text) => new Promise((resolve) => { if (own === 'hall') state.sentByHall += text.length; time.after(put(text), () => resolve(state.isOpen)); }),
    stats: async () => new Map([['pair', { id: 'pair', type: 'candidate-pair', nominated: true, state: 'succeeded', bytesReceived: received[own] + (own === 'hall' ? (time.nowMs() * mediaKbit) / 8 : 0) }]]),
  });
  const [down, up] = [way(downKbit, 'participant'), way(upKbit, 'hall')];
  const hall = end(down, 'hall', answers);
  const participant = end(up, 'participant', false);
  const measure = async (): Promise<Speed | null | undefined> => {
    const results: (Speed | null)[] = [];
    void participant.run().then((speed) => results.push(speed));
    for (let ms = 0; ms < 70_000 && results.length === 0; ms += 10) {
      time.pass(10);
      for (let i = 0; i < 12; i++) await Promise.resolve();
    }
    return results[0];
  };
  return { measure, state, participant, hall, time };
}

test.each([
  [{ downKbit: 5000, upKbit: 2000 }, 5, 2, true],
  [{ downKbit: 800, upKbit: 3000 }, 0.8, 3, false],
  [{ downKbit: 3000, upKbit: 400 }, 3, 0.4, false],
] as const)('K7-38: a line of %o is measured both ways, and judged by the slower', async (line, downMbit, upMbit, enough) => {
  const speed = await ends(line).measure();
  if (!speed) throw new Error('nothing was measured');
  for (const share of [speed.downMbit / downMbit, speed.upMbit / upMbit]) {
    expect(share).toBeGreaterThan(0.85);
    expect(share).toBeLessThan(1.1);
  }
  expect(isFastEnough(speed)).toBe(enough);
});

test('picture and sound that are on the line are part of what it carries', async () => {
  const speed = await ends({ downKbit: 3000, upKbit: 600, mediaKbit: 700 }).measure();
  expect(speed?.upMbit).toBeGreaterThan(1.1);
});

test('a fast line is filled with no more than it needs to show that it is fast', async () => {
  const { measure, state } = ends({ downKbit: 1_000_000, upKbit: 1_000_000 });
  expect((await measure())?.downMbit).toBeGreaterThan(5);
  expect(state.sentByHall).toBeLessThan(1_100_000);
});

test('a link that is lost on the way gives no result, and does not wait for ever', async () => {
  const { measure, state, time } = ends({ downKbit: 1000, upKbit: 1000 });
  time.after(1000, () => { state.isOpen = false; });
  expect(await measure()).toBeNull();
});

test('in a hearing the hall sends no filling, and never again and again', async () => {
  const busy = ends({ downKbit: 5000, upKbit: 5000, answers: false });
  expect(await busy.measure()).toBeNull();
  expect(busy.state.sentByHall).toBe(0);
  const free = ends({ downKbit: 1_000_000, upKbit: 1_000_000 });
  for (let i = 0; i < 20; i++) free.hall.take(JSON.stringify({ speed: 'send' }));
  for (let i = 0; i < 300; i++) {
    free.time.pass(10);
    for (let k = 0; k < 12; k++) await Promise.resolve();
  }
  expect(free.state.sentByHall).toBeLessThan(1_100_000);
});

test('words that are none of ours change nothing', () => {
  const { participant, state } = ends({ downKbit: 1000, upKbit: 1000 });
  for (const text of ['alive', '{', '{"speed":"arrived","mbit":-1}', '{"speed":"count","x":1}', '[]']) participant.take(text);
  expect(state.sentByHall).toBe(0);
});
