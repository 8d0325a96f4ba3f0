import { ok } from '#shared/domain/result.ts';
import type { Handlers } from '../caller.ts';
import type { HallBook } from '../hallBook.ts';

export const hallHandlers = (hallBook: HallBook): Handlers<'halls.list' | 'halls.save'> => ({
  'halls.list': async () => ok({ halls: await hallBook.halls() }),
  'halls.save': async ({ halls }) => {
    await hallBook.save(halls);
    return ok({});
  },
});
