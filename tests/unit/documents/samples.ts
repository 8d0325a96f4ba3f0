import { rules } from '#shared/rules/index.ts';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import { noticeChain } from '#shared/domain/incident/chain.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { composeAct } from '#shared/domain/act/compose.ts';
import { composeProtocol } from '#shared/domain/protocol/compose.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { Hearing, Language } from '#shared/domain/hearing/state.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { tracksOf } from '#shared/domain/tracks.ts';
import { almaty, civilSchedule, minuteMs, Played, tenOClockMs } from '../domain/samples.ts';

const hall: Hall = {
  court: 'Сот', name: '3', demo: false,
  cameras: [{ id: 'cam-1', label: 'Жалпы көрініс', source: { type: 'synthetic', variant: 1 }, widthPx: 640, heightPx: 360, fps: 25 }],
  microphones: [
    { id: 'mic-1', label: 'Төрағалық етуші', source: { type: 'synthetic', voice: 1 } },
    { id: 'mic-2', label: 'Талап қоюшы', source: { type: 'synthetic', voice: 2 } },
  ],
};

/** A whole hearing: marks of several kinds, one edited, one withdrawn; a recess; a fault with a gap and its act; a technical break; a postponement. */
export function wholeHearing(change: Partial<ScheduleEntry> = {}, demo = false): Hearing {
  const at = () => played.nowMs;
  const played = new Played({ ...civilSchedule, ...change }, demo);
  const mark = (markId: string, template: string, text: string) => played.do({ type: 'addMark', markId, atMs: at(), template, text }, 40_000);
  played.start({ type: 'open', tracks: [] }, 2000);
  mark('m-1', 'stage_opening', '');
  mark('m-2', 'stage_rights', 'АПК-нің 46-бабы бойынша\nтүсіндірілді\t(екі тілде)');
  mark('m-3', 'claimant', 'Талабын толық қолдайды; ә ғ қ ң ө ұ ү һ і');
  mark('m-4', 'defendant', 'жасырын');
  played.do({ type: 'withdrawMark', markId: 'm-4' }, 1000).do({ type: 'editMark', markId: 'm-3', template: 'claimant', text: 'Талабын ішінара қолдайды' }, 1000);
  played.do({ type: 'recess', reason: 'Түскі үзіліс' }, minuteMs).start({ type: 'resume' }, 30 * minuteMs);
  played.do({ type: 'captureLost', captureId: 'audio', fromMs: at() + 5000, cause: 'device disappeared' }, 6000);
  played.do({
    type: 'openIncident', incidentId: 'i-1', startedAtMs: at(), subject: 'microphone', deviceId: 'mic-2', detectedBy: 'person',
    note: 'Талап қоюшының микрофоны үнсіз', evidence: ['capture audio: lost since 2026-11-03T05:36:00.000Z', 'disk: 100 of 200 bytes free'],
  }, 4000);
  played.do({ type: 'technicalBreak', reason: 'Микрофон істен шықты' }, 20_000).do({ type: 'captureResumed', captureId: 'audio', atMs: at() + 60_000 }, 61_000);
  played.do({ type: 'resolveIncident', incidentId: 'i-1', how: 'Микрофон ауыстырылды' }, 10_000).do({ type: 'resume' }, 30_000);
  mark('m-5', 'ruling', 'Сарапшыны шақыру туралы');
  return played.do({ type: 'postpone', reason: 'Сарапшының келмеуі', nextAtMs: tenOClockMs + 7 * 86_400_000 }, minuteMs).state;
}

const nowMs = tenOClockMs + 60 * minuteMs;

const ordersOf = ({ schedule }: Hearing) => (rules.ok ? rules.value.filter((file) => file.proceedings.includes(schedule.proceedings)) : []);

export const protocolOf = (hearing: Hearing, language: Language) => composeProtocol({ hearing, language, orders: ordersOf(hearing), tracks: tracksOf(hall), offset: almaty, nowMs });

export function actOf(hearing: Hearing, language: Language, incident = hearing.incidents[0]) {
  if (!incident) throw new Error('no incident');
  const procedure = procedureOf(hearing.schedule, rules.ok ? rules.value : [], almaty);
  const links = procedure.ok ? noticeChain({ procedure: procedure.value, incident, acts: hearing.acts, calendar: new WorkingCalendar(holidays), offset: almaty, nowMs }) : [];
  const act = composeAct({ hearing, incident, language, orders: ordersOf(hearing), links, tracks: tracksOf(hall), offset: almaty, nowMs });
  if (!act.ok) throw new Error(act.error.detail);
  return act.value;
}
