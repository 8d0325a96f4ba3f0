import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { PictureBatch } from '#shared/contract/conference.ts';
import { PictureQueue } from '../../../src-renderer/conference/pictureTaps.ts';

const whose = { hearingId: 'h', participantId: 'p' };
const batch = (vp8: string): PictureBatch => ({ streamId: randomUUID(), frames: [{ rtpTimestamp: 0, agoMs: 5, vp8 }] });

/** A console that answers when it is told to. */
function slow() {
  const sent: { vp8: string | undefined; agoMs: number | undefined }[] = [];
  const answers: (() => void)[] = [];
  let nowMs = 0;
  const queue = new PictureQueue((_, { frames }) => new Promise<void>((resolve) => {
    sent.push({ vp8: frames[0]?.vp8.slice(0, 4), agoMs: frames[0]?.agoMs });
    answers.push(resolve);
  }), () => nowMs);
  return { queue, sent, answer: async () => { answers.shift()?.(); await Promise.resolve(); await Promise.resolve(); }, passes: (ms: number) => { nowMs += ms; } };
}

test('one batch is on its way at a time; what waited says how long', async () => {
  const { queue, sent, answer, passes } = slow();
  queue.add(whose, batch('aaaa'));
  queue.add(whose, batch('bbbb'));
  passes(300);
  expect(sent).toEqual([{ vp8: 'aaaa', agoMs: 5 }]);
  await answer();
  await vi.waitFor(() => expect(sent.at(-1)).toEqual({ vp8: 'bbbb', agoMs: 305 }));
});

test('while the console takes nothing the memory is bounded: the oldest goes, and what is too old', async () => {
  const { queue, sent, answer, passes } = slow();
  queue.add(whose, batch('0000'));
  for (let i = 0; i < 60; i++) queue.add(whose, batch(String(i).padStart(4, '0').padEnd(200_000, 'A')));
  await answer();
  await vi.waitFor(() => expect(sent.at(-1)?.vp8).toBe('0020'));
  passes(60_000);
  queue.add(whose, batch('new!'));
  await answer();
  await vi.waitFor(() => expect(sent.at(-1)).toEqual({ vp8: 'new!', agoMs: 5 }));
});
