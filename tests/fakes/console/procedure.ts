import type { Handlers } from '#main/app/caller.ts';
import { HallBook } from '#main/app/hallBook.ts';
import { hallHandlers } from '#main/app/handlers/halls.ts';
import { procedureHandlers } from '#main/app/handlers/procedure.ts';
import { ruleHandlers } from '#main/app/handlers/rules.ts';
import { Papers } from '#main/app/papers.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { ok } from '#shared/domain/result.ts';
import { hall } from './data.ts';
import type { KnownHall } from '#shared/domain/procedure/halls.ts';
import { headsOf, hearingsOver, type Memory } from './memory.ts';
import { mailOver } from './mail.ts';
import { readinessOver } from './readiness.ts';
import type { Weather } from './status.ts';

type Names = 'mail.settings' | 'mail.saveServer' | 'mail.savePeople' | 'mail.test' | 'incident.mailDraft' | 'incident.mail' | 'incident.chain' | 'incident.tell' | 'incident.acknowledge' | 'procedure.get' | 'procedure.due' | 'procedure.demands' | 'procedure.recordStep' | 'procedure.override' | 'procedure.answer' | 'paper.draft' | 'paper.compose' | 'paper.finalise' | 'rules.list' | 'rules.bringIn' | 'rules.takeOut' | 'halls.list' | 'halls.save' | 'readiness.get' | 'readiness.check' | 'readiness.pattern';

/** The real handlers over hearings in memory; nothing is printed. */
export function procedureOver(memory: Memory, weather: Weather): Handlers<Names> {
  const ruleBook = new RuleBook({ broughtRules: async () => [], saveBroughtRules: async () => undefined });
  const clock = { nowMs: Date.now };
  const hearings = hearingsOver(memory);
  const papers = new Papers({
    hearings, ruleBook, clock, onQueued: () => undefined,
    settings: { hall: async () => hall },
    folders: { recordingDir: async (hearingId) => `/recordings/${hearingId}` },
    documents: { write: async ({ name, language }) => ok([{ path: `documents/${name}.${language}.pdf`, sha256: 'ab12cd34'.repeat(8), bytes: 48_213 }]) },
  });
  const events = { heads: async () => headsOf(memory) };
  let halls: KnownHall[] = [];
  const hallBook = new HallBook({ hearings, events, settings: { halls: async () => halls, saveHalls: async (saved) => { halls = saved; } } });
  const { isCheckedToday, ...readiness } = readinessOver(memory, weather);
  return { ...readiness, ...procedureHandlers({ hearings, events, ruleBook, hallBook, hallCheck: { isCheckedToday }, papers, clock }), ...hallHandlers(hallBook), ...ruleHandlers({ ruleBook, clock }), ...mailOver(memory, { hearings, ruleBook, clock }) };
}
