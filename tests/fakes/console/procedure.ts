import type { Handlers } from '#main/app/caller.ts';
import { procedureHandlers } from '#main/app/handlers/procedure.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { ok } from '#shared/domain/result.ts';
import type { Memory } from './memory.ts';

/** The real handlers over hearings in memory. */
export const procedureOver = (memory: Memory): Handlers<'procedure.get' | 'procedure.recordStep'> => procedureHandlers({
  ruleBook: new RuleBook(),
  clock: { nowMs: Date.now },
  hearings: {
    load: async (hearingId) => {
      const found = memory.get(hearingId);
      return found.ok ? found.value : null;
    },
    execute: async (hearingId, _, command, by) => {
      const done = memory.execute(hearingId, command, by);
      const now = memory.get(hearingId);
      if (!done.ok) return done;
      return now.ok ? ok({ events: [], ...now.value }) : now;
    },
  },
});
