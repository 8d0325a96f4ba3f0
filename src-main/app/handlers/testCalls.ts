import { ok } from '#shared/domain/result.ts';
import { actorOf, type Handlers } from '../caller.ts';
import type { TestCalls } from '../conference/testCalls.ts';

export const testCallHandlers = (testCalls: Pick<TestCalls, 'begin' | 'keep' | 'last'>): Handlers<'conference.testCall' | 'conference.keepTestCall' | 'conference.testCalls'> => ({
  'conference.testCall': () => testCalls.begin(),
  'conference.keepTestCall': async ({ call }, caller) => {
    await testCalls.keep(call, actorOf(caller).name);
    return ok({});
  },
  'conference.testCalls': async () => ok({ calls: await testCalls.last() }),
});
