import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import { steady, withFault } from '../../conference/quality/series.ts';
import { secretary, settle, room } from './room.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const frozen = withFault('from', { frameRate: 0, pictureKbit: 0 });

/** A participant who is let in, connected and measured once a second. */
async function measuring() {
  const all = await room();
  await all.run({ type: 'connect' });
  await all.comes('phone');
  await all.run({ type: 'admit', participantId: 'phone' });
  await all.handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'connected', sinceAgoMs: 0 }, secretary);
  const measure = async (figures: LinkFigures, seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      all.clock.advance(1000);
      await all.handlers['conference.measured']({ commandId: randomUUID(), links: [{ participantId: 'phone', figures }] }, secretary);
    }
    await settle();
  };
  return { ...all, measure };
}

test('K185-22: what is measured is said of a person, and a degradation is part of the hearing once, with its beginning, figures and end', async () => {
  const { measure, desk, remote, clock } = await measuring();
  await measure(steady, 5);
  expect(desk.state().people[0]?.quality?.verdicts).toHaveLength(4);
  expect((await remote('phone')).degraded).toEqual([]);
  await measure(frozen, 20);
  expect(desk.state().people[0]?.quality?.verdicts).toContainEqual(expect.objectContaining({ way: 'from', part: 'picture', grade: 'unfit', reason: 'frozen' }));
  const [degraded, ...others] = (await remote('phone')).degraded;
  expect(others).toEqual([]);
  expect(degraded).toMatchObject({ way: 'from', part: 'picture', grade: 'unfit', reason: 'frozen', toMs: null, figures: { frameRate: 0, kbit: 0, roundTripMs: 40 } });
  expect(clock.nowMs() - (degraded?.fromMs ?? 0)).toBeGreaterThan(15_000);
  await measure(steady, 10);
  expect((await remote('phone')).degraded).toMatchObject([{ toMs: expect.any(Number) as number }]);
});

test('a weak moment is no fact, a weak half minute is; a silent microphone never', async () => {
  const { measure, remote } = await measuring();
  const weak = withFault('from', { frameRate: 7 });
  await measure(weak, 6);
  await measure(steady, 10);
  await measure(withFault('from', { levelDb: -120 }), 60);
  expect((await remote('phone')).degraded).toEqual([]);
  await measure(weak, 30);
  expect((await remote('phone')).degraded).toMatchObject([{ grade: 'weak', reason: 'few_frames', toMs: null }]);
});

test('of who waits, nothing becomes a fact; with the link all that was said of it ends', async () => {
  const { measure, remote, desk, run, handlers } = await measuring();
  await measure(frozen, 10);
  await handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'reconnecting', sinceAgoMs: 0 }, secretary);
  expect(desk.state().people[0]?.quality).toBeNull();
  expect((await remote('phone')).degraded).toMatchObject([{ toMs: expect.any(Number) as number }]);
  await measure(frozen, 10);
  expect(desk.state().people[0]?.quality).toBeNull();
  await handlers['conference.link']({ commandId: randomUUID(), participantId: 'phone', link: 'connected', sinceAgoMs: 0 }, secretary);
  await run({ type: 'sendOut', participantId: 'phone' });
  await measure(frozen, 20);
  expect((await remote('phone')).degraded).toHaveLength(1);
});

test('the history has a point in five seconds, however often the window measures, and is given out newest first of what there is', async () => {
  const { measure, kept, handlers, hearingId } = await measuring();
  await measure(steady, 60);
  expect(kept).toHaveLength(12);
  await handlers['conference.measured']({ commandId: randomUUID(), links: Array.from({ length: 30 }, () => ({ participantId: 'phone', figures: frozen })) }, secretary);
  const answer = await handlers['conference.history']({ hearingId, participantId: 'phone', sinceMs: 0, limit: 3 }, secretary);
  expect(answer).toMatchObject({ ok: true, value: { points: [{}, {}, { figures: { roundTripMs: 40 } }] } });
  expect(kept).toHaveLength(12);
});
