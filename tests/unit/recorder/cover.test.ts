import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecorderFact } from '#main/app/ports/index.ts';
import { commonHoles, Cover, type Hole } from '#main/recorder/cover.ts';

const run = { hearingId: 'h', runId: 'run-001', zeroUtcMs: 0 };

/** One microphone, recorded by itself and with the others; both are up from 100 on. */
function covered() {
  const facts: RecorderFact[] = [];
  const cover = new Cover(run, (fact) => facts.push(fact));
  cover.begin('sound-mic', ['mic']);
  cover.begin('audio', ['mic', 'other']);
  cover.resumed('sound-mic', ['mic'], 100);
  cover.resumed('audio', ['mic', 'other'], 100);
  return { cover, facts };
}
const lost = (captureId: string, fromMs: number, cause: string): RecorderFact => ({ type: 'captureLost', hearingId: 'h', captureId, fromMs, cause });
const resumed = (captureId: string, atMs: number): RecorderFact => ({ type: 'captureResumed', hearingId: 'h', captureId, atMs });

describe('what a device misses in all its captures together', () => {
  test('one of two recordings of a sound that dies loses nothing, and nothing is told', () => {
    const { cover, facts } = covered();
    cover.lost('audio', ['mic'], 500, 'killed');
    cover.resumed('audio', ['mic'], 900);
    cover.lost('sound-mic', ['mic'], 1000, 'killed');
    cover.resumed('sound-mic', ['mic'], 1400);
    expect(facts).toEqual([]);
  });

  test('a hole that is found in the files afterwards is told with its end, once, and only where it is in all of them', () => {
    const { cover, facts } = covered();
    cover.missed('audio', 'mic', { fromMs: 5000, toMs: 6000, cause: 'a' });
    expect(facts).toEqual([]);
    cover.missed('sound-mic', 'mic', { fromMs: 5200, toMs: 5900, cause: 'b' });
    cover.missed('sound-mic', 'mic', { fromMs: 8000, toMs: 8400, cause: 'b' });
    expect(facts).toEqual([lost('mic', 5200, 'b'), resumed('mic', 5900)]);
  });

  test('one that is found while the device is lost waits until that loss is over: its end would be taken for the loss\'s', () => {
    const { cover, facts } = covered();
    cover.lost('audio', ['other'], 9000, 'killed');
    cover.missed('audio', 'other', { fromMs: 5000, toMs: 6000, cause: 'a' });
    expect(facts).toEqual([lost('other', 9000, 'killed')]);
    cover.resumed('audio', ['other'], 9500);
    expect(facts).toEqual([lost('other', 9000, 'killed'), resumed('other', 9500), lost('other', 5000, 'a'), resumed('other', 6000)]);
  });

  test('both gone: the hole begins when the second went and ends when the first is back', () => {
    const { cover, facts } = covered();
    cover.lost('audio', ['mic'], 500, 'first');
    cover.lost('sound-mic', ['mic'], 800, 'second');
    cover.resumed('sound-mic', ['mic'], 1500);
    cover.resumed('audio', ['mic'], 1700);
    expect(facts).toEqual([lost('mic', 800, 'second'), resumed('mic', 1500)]); // in the words of its own capture
  });

  test('a capture that had hung while the other was away is a hole, although it is found out afterwards', () => {
    const { cover, facts } = covered();
    cover.lost('audio', ['mic'], 1000, 'killed');
    cover.resumed('audio', ['mic'], 2000);
    cover.lost('sound-mic', ['mic'], 900, 'hung');
    expect(facts).toEqual([lost('mic', 1000, 'hung'), resumed('mic', 2000)]);
  });

  test('a device with one capture only: each of its holes', () => {
    const { cover, facts } = covered();
    cover.lost('audio', ['other'], 300, 'unplugged');
    cover.lost('audio', ['other'], 400, 'still unplugged');
    cover.resumed('audio', ['other'], 600);
    cover.lost('audio', ['other'], 700, 'again');
    expect(facts).toEqual([lost('other', 300, 'unplugged'), resumed('other', 600), lost('other', 700, 'again')]);
  });

  test('what is missing at the start is told by the start report, its coming by a fact', () => {
    const facts: RecorderFact[] = [];
    const cover = new Cover(run, (fact) => facts.push(fact));
    for (const id of ['cam1', 'cam2']) cover.begin(id, [id]);
    cover.toldMissing('cam2');
    cover.resumed('cam1', ['cam1'], 100);
    cover.resumed('cam2', ['cam2'], 5000);
    expect(facts).toEqual([resumed('cam2', 5000)]);
  });

  test('what the last console left behind is told to be there; its next loss is news', () => {
    const facts: RecorderFact[] = [];
    const cover = new Cover(run, (fact) => facts.push(fact));
    cover.adopt('cam1', ['cam1']);
    cover.resumed('cam1', ['cam1'], 1000);
    cover.lost('cam1', ['cam1'], 5000, 'unplugged');
    expect(facts).toEqual([resumed('cam1', 1000), lost('cam1', 5000, 'unplugged')]);
  });
});

test('common holes are the moments that are in every list, by the millisecond', () => {
  const list = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 40 })), { maxLength: 5 })
    .map((all): Hole[] => all.map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length, cause: 'x' })));
  const within = (holes: readonly Hole[], ms: number) => holes.some((h) => h.fromMs <= ms && ms < h.toMs);
  fc.assert(fc.property(list, list, (a, b) => {
    const common = commonHoles([a, b]);
    for (let ms = 0; ms < 240; ms += 1) expect(within(common, ms)).toBe(within(a, ms) && within(b, ms));
  }));
});
