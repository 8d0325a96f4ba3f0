import { expect, it } from 'vitest';
import { whySilent } from '../../../src-renderer/screens/insession/listen/silence.ts';

it.each([[404, 'media.not_recorded'], [401, 'auth.required'], [503, 'media.failed'], [200, 'media.failed']])('a sound answered with %i is %s', async (status, code) => {
  expect(await whySilent('/media/listen/x.wav', async () => new Response(null, { status }))).toBe(code);
});

it('a sound nobody answers for is a lost link', async () => {
  expect(await whySilent('/media/listen/x.wav', () => Promise.reject(new TypeError('Failed to fetch')))).toBe('link.lost');
});
