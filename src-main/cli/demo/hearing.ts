import { randomUUID } from 'node:crypto';
import type { HearingSummary } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isOver } from '#shared/domain/hearing/transitions.ts';
import { templatesFor } from '#shared/domain/markTemplates.ts';
import { courtDate } from '../../app/courtDay.ts';
import { courtTimeZone } from '../../app/settings.ts';
import type { Operator } from './operator.ts';

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** How the demonstration's time is shared out. */
const share = { before: 0.3, recess: 0.1, between: 0.25, technicalBreak: 0.1, after: 0.2 };
const handOverWithinMs = 120_000;
const brokenOffWithinMs = 20_000;

type Say = (text: string) => void;

/** Takes the day over from the court server and picks the first hearing that has not begun. */
export async function pickHearing(secretary: Operator): Promise<HearingSummary> {
  const date = courtDate(Date.now(), courtTimeZone);
  await secretary.do('schedule.refresh', { date });
  const { hearings } = await secretary.do('schedule.day', { date });
  const next = hearings.find((h) => h.phase === 'scheduled' && h.schedule.proceedings === 'civil') ?? hearings.find((h) => h.phase === 'scheduled');
  if (!next) throw new Error('the court server has no hearing for today');
  return next;
}

/** One whole hearing: marks of every kind, a recess, an incident with its act, and the closing. */
export async function holdHearing(secretary: Operator, hearing: HearingSummary, seconds: number, say: Say): Promise<void> {
  const { hearingId } = hearing;
  const part = (of: number) => of * seconds * 1000;
  const marks = markEverything(secretary, hearing);

  say('connecting: cameras and microphones show, nothing is recorded');
  await secretary.do('hearing.connect', { hearingId });
  await sleep(2000);
  say('the hearing is opened; recording starts');
  await secretary.do('hearing.open', { hearingId });
  await marks.keep(0, 0.6, part(share.before));
  await editAndWithdraw(secretary, hearingId);

  say('recess: nothing is recorded');
  await secretary.do('hearing.recess', { hearingId, reason: 'Демонстрациялық үзіліс' });
  await sleep(part(share.recess));
  say('the hearing goes on');
  await secretary.do('hearing.resume', { hearingId });
  await marks.keep(0.6, 1, part(share.between));

  say('a technical failure: incident, technical break, act');
  await failure(secretary, hearingId, part(share.technicalBreak));
  await secretary.do('hearing.resume', { hearingId });
  await sleep(part(share.after));
  say('the hearing is closed; protocol, sealing and sending follow by themselves');
  await secretary.do('hearing.close', { hearingId });
}

/** Every template of the procedure, spread evenly over a stretch of time. */
function markEverything(secretary: Operator, { hearingId, schedule }: HearingSummary) {
  const templates = templatesFor(schedule.proceedings);
  const keep = async (fromShare: number, toShare: number, lengthMs: number) => {
    const some = templates.slice(Math.floor(fromShare * templates.length), Math.floor(toShare * templates.length));
    for (const { id } of some) {
      await secretary.do('hearing.addMark', { hearingId, markId: randomUUID(), template: id, text: '', pressedAgoMs: 0 });
      await sleep(lengthMs / some.length);
    }
  };
  return { keep };
}

async function editAndWithdraw(secretary: Operator, hearingId: string): Promise<void> {
  const [edited, withdrawn] = [randomUUID(), randomUUID()];
  await secretary.do('hearing.addMark', { hearingId, markId: edited, template: 'note', text: 'Іс материалдарының 12-парағы', pressedAgoMs: 800 });
  await secretary.do('hearing.editMark', { hearingId, markId: edited, template: 'note', text: 'Іс материалдарының 14-парағы' });
  await secretary.do('hearing.addMark', { hearingId, markId: withdrawn, template: 'remark', text: 'қате басылған', pressedAgoMs: 0 });
  await secretary.do('hearing.withdrawMark', { hearingId, markId: withdrawn });
}

async function failure(secretary: Operator, hearingId: string, lengthMs: number): Promise<void> {
  const [incidentId, actId] = [randomUUID(), randomUUID()];
  await secretary.do('incident.open', { hearingId, incidentId, subject: 'videoconference', deviceId: null, note: 'Қашықтағы қатысушымен байланыс үзілді' });
  await secretary.do('hearing.technicalBreak', { hearingId, reason: 'Байланыс үзілді' });
  await sleep(lengthMs);
  await secretary.do('incident.resolve', { hearingId, incidentId, how: 'Сеанс қайта қосылды' });
  await secretary.do('act.compose', { hearingId, actId, incidentId, language: 'kk' });
  await secretary.do('act.finalise', { hearingId, actId });
}

/**
 * A demonstration that is broken off ends its recording, which would go on without the console. Postponing
 * is the one ending that is taken before the opening, in the middle of it and afterwards.
 */
export async function breakOff(secretary: Operator, hearingId: string): Promise<void> {
  const { hearing } = await secretary.do('hearing.get', { hearingId });
  if (isOver(hearing.phase.name)) return;
  await secretary.do('hearing.postpone', { hearingId, reason: 'Демонстрация тоқтатылды', nextAtMs: null });
  await until(secretary, hearingId, ['postponed', 'sealed', 'handed_over'], brokenOffWithinMs);
}

/** Protocol, sealing, upload: until everything has the court server's receipt. */
export const untilHandedOver = (secretary: Operator, hearingId: string): Promise<Hearing> => until(secretary, hearingId, ['handed_over'], handOverWithinMs);

async function until(secretary: Operator, hearingId: string, phases: Hearing['phase']['name'][], withinMs: number): Promise<Hearing> {
  const startedMs = Date.now();
  for (;;) {
    const { hearing } = await secretary.do('hearing.get', { hearingId });
    if (phases.includes(hearing.phase.name)) return hearing;
    if (Date.now() - startedMs > withinMs) throw new Error(`not ${phases[0]} within ${withinMs / 1000} s: the hearing is ${hearing.phase.name}`);
    await sleep(500);
  }
}
