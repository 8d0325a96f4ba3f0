import { expect, test } from 'vitest';
import { measureLine } from '#main/outbox/measureLine.ts';
import { failure } from '#main/outbox/courtClient.ts';
import { err, ok } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';

test('K7-38: how fast the line is, and how far the server\'s clock is from ours', async () => {
  const clock = fakeClock();
  const measured = await measureLine({
    info: async () => {
      clock.advance(40);
      return ok({ name: 'x', apiVersion: 'v1', nowMs: clock.nowMs() - 20 + 3000 });
    },
    measure: async (padding) => {
      clock.advance(4000);
      return ok({ bytes: padding.length });
    },
  }, clock);
  expect(measured).toMatchObject({ ok: true, value: { serverAheadMs: 3000, roundTripMs: 40 } });
  expect(measured.ok && measured.value.upMbit).toBeCloseTo(1.05, 2);
});

test('a server that does not answer is told as that', async () => {
  const gone = err(failure('no_answer', 'refused'));
  expect(await measureLine({ info: async () => gone, measure: async () => gone }, fakeClock())).toMatchObject({ ok: false, error: { error: { code: 'court_server.unreachable' } } });
});
