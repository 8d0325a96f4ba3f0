import { expect, test } from 'vitest';
import { composeAct } from '#shared/domain/act/compose.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import { composeChronicle } from '#shared/domain/chronicle/compose.ts';
import type { MailAddressee } from '#shared/domain/hearing/state.ts';
import { noticeChain, refusedAndUntold, type Link } from '#shared/domain/incident/chain.ts';
import { composeMail, isToldByMail } from '#shared/domain/incident/mailText.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import { almaty, civilSchedule, minuteMs, must, Played, secretary, tenOClockMs } from '../samples.ts';

const incidentId = 'i1';
const key = (id: string) => `recording-486/${id}`;
const files = rules.ok ? rules.value : [];

function failed(note = 'сурет жоқ', demo = false): Played {
  return new Played(civilSchedule, demo).do({ type: 'openIncident', incidentId, startedAtMs: tenOClockMs, subject: 'camera', deviceId: 'cam-1', detectedBy: 'person', note, evidence: [] });
}

const to = (mailId: string, office: MailAddressee['office'] = 'office_head', address = `${office}@court.example`): MailAddressee =>
  ({ mailId, office, name: `Үлгі ${office}`, address, messageId: `<${mailId}@court.example>` });

const mail = (played: Played, notice: string, addressees: MailAddressee[], text = 'мәтін') => played.do({ type: 'mailNotice', incidentId, notice: key(notice), subject: 'Ақау', text, to: addressees }, minuteMs);
const end = (played: Played, mailId: string, kind: 'accepted' | 'refused', answer = kind === 'accepted' ? '250 ok' : '550 no') => played.do({ type: 'endMail', incidentId, mailId, kind, answer }, minuteMs);
const incidentOf = (played: Played) => must(played.state.incidents[0]);

function chainOf(played: Played): Link[] {
  const procedure = procedureOf(played.state.schedule, files, almaty);
  if (!procedure.ok) throw new Error(procedure.error.code);
  return noticeChain({ procedure: procedure.value, incident: incidentOf(played), acts: [], calendar: new WorkingCalendar(holidays), offset: almaty, nowMs: played.nowMs });
}
const link = (played: Played, id: string): Link => must(chainOf(played).find(({ rule }) => rule.id === id));

test('K336-27: queued is not told; accepted is told at that moment, and not understood', () => {
  const played = mail(failed(), 'office_head', [to('m1')]);
  expect(link(played, 'office_head').state).toBe('due');
  end(played, 'm1', 'accepted');
  expect(link(played, 'office_head')).toMatchObject({ state: 'done', doneAtMs: tenOClockMs + 2 * minuteMs, records: [{ way: 'email', acknowledged: null, by: secretary }] });
  expect(link(played, 'oblast').state).toBe('due');
});

test('a link for two offices is told when each has been reached, or by a word of mouth to them all', () => {
  const played = end(mail(failed(), 'office_head', [to('m1')]), 'm1', 'accepted');
  mail(played, 'oblast', [to('m2', 'oblast_coordinator'), to('m3', 'oblast_office_head')]);
  expect(link(end(played, 'm2', 'accepted'), 'oblast').state).toBe('due');
  const byHand = { type: 'tellNotice', incidentId, notice: key('oblast'), to: 'Үлгі', way: 'phone', toldAtMs: played.nowMs, note: '' } as const;
  expect(link(end(played, 'm3', 'refused').do(byHand), 'oblast')).toMatchObject({ state: 'done', records: [{ mail: { mailId: 'm2' } }, { mail: null }] });
});

test('the first of several addresses of one office reaches it', () => {
  const played = mail(failed(), 'office_head', [to('m1', 'office_head', 'a@court.example'), to('m2', 'office_head', 'b@court.example')]);
  expect(link(end(end(played, 'm1', 'refused'), 'm2', 'accepted'), 'office_head').state).toBe('done');
});

test('each who was told by e-mail is acknowledged for themselves', () => {
  const played = end(mail(failed(), 'office_head', [to('m1')]), 'm1', 'accepted');
  mail(played, 'oblast', [to('m2', 'oblast_coordinator'), to('m3', 'oblast_office_head')]);
  end(end(played, 'm2', 'accepted'), 'm3', 'accepted');
  played.do({ type: 'acknowledgeNotice', incidentId, notice: key('oblast'), office: 'oblast_coordinator', ackedAtMs: played.nowMs, note: 'түсіндім' });
  expect(link(played, 'oblast').records.map(({ mail: sent, acknowledged }) => [sent?.office, acknowledged?.note])).toEqual([['oblast_coordinator', 'түсіндім'], ['oblast_office_head', undefined]]);
});

test('what the mail server has said once is not said again, and nothing is known of a message nobody queued', () => {
  const played = end(mail(failed(), 'office_head', [to('m1')]), 'm1', 'accepted');
  const events = played.records.length;
  end(played, 'm1', 'refused').do({ type: 'doubtMail', incidentId, mailId: 'm1' });
  expect(played.records).toHaveLength(events);
  expect(() => end(played, 'nobody', 'accepted')).toThrow('mail.not_found');
});

test('the same words go to the same address once; other words, or after a refusal, again', () => {
  const played = mail(mail(failed(), 'office_head', [to('m1')]), 'office_head', [to('m2')]);
  expect(incidentOf(played).mails.map(({ mailId }) => mailId)).toEqual(['m1']);
  mail(played, 'office_head', [to('m3')], 'себебі анықталды');
  mail(end(played, 'm1', 'refused'), 'office_head', [to('m4')]);
  expect(incidentOf(played).mails.map(({ mailId }) => mailId)).toEqual(['m1', 'm3', 'm4']);
});

test('a refused message is somebody’s trouble until that office was told, or is sent another', () => {
  const played = end(mail(failed(), 'office_head', [to('m1')]), 'm1', 'refused');
  expect(refusedAndUntold(incidentOf(played)).map(({ mailId }) => mailId)).toEqual(['m1']);
  expect(refusedAndUntold(incidentOf(mail(played, 'office_head', [to('m2')])))).toEqual([]);
  expect(refusedAndUntold(incidentOf(end(played, 'm2', 'refused'))).map(({ mailId }) => mailId)).toEqual(['m2']);
  played.do({ type: 'tellNotice', incidentId, notice: key('office_head'), to: 'Үлгі', way: 'phone', toldAtMs: played.nowMs, note: '' });
  expect(refusedAndUntold(incidentOf(played))).toEqual([]);
});

test('a message says in both languages what failed, since when, where, why, until when, who tells and by which clause', () => {
  const played = failed().do({ type: 'updateIncident', incidentId, note: 'кабель\nүзілген', expectedRestorationMs: tenOClockMs + 30 * minuteMs });
  const { subject, text } = composeMail({ hearing: played.state, incident: incidentOf(played), link: link(played, 'office_head'), offset: almaty, by: secretary, tracks: [{ trackId: 'cam-1', kind: 'video', label: 'Камера 1', captureId: 'cam-1', stream: 0 }] });
  expect(subject).toBe('Техникалық ақау / Техническая неисправность – 3, № 7512-26-00-2/1234');
  for (const line of [
    'Не істен шықты: Камера', 'Құрылғы: Камера 1', 'Басталған уақыты: 2026 жылғы 3 қараша, 10:00', 'Себебі және сипаттамасы: кабель үзілген',
    'Қалпына келтірудің болжамды уақыты: 03.11.2026 10:30', 'Істің нөмірі: 7512-26-00-2/1234', 'Кім хабарлайды: Сот отырысының хатшысы', 'Жөнелтуші: Сейітқызы Әсел, сот отырысының хатшысы',
    'Что вышло из строя: Камера', 'Время начала: 3 ноября 2026 года, 10:00', 'Причина и описание: кабель үзілген', 'Ожидаемое время восстановления: 03.11.2026 10:30',
    'Зал судебного заседания: 3', 'Кто сообщает: Секретарь судебного заседания', 'Отправил: Сейітқызы Әсел, секретарь судебного заседания',
  ]) expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/Негіздеме: .*486.*\n/);
  expect(text).toMatch(/Основание: .*486.*\n/);
});

test('what is not known is said to be unknown; a term is named; a demonstration says so; the console names nobody', () => {
  const played = end(mail(failed('', true), 'office_head', [to('m1')]), 'm1', 'accepted');
  end(end(mail(played, 'oblast', [to('m2', 'oblast_coordinator'), to('m3', 'oblast_office_head')]), 'm2', 'accepted'), 'm3', 'accepted');
  const { subject, text } = composeMail({ hearing: played.state, incident: incidentOf(played), link: link(played, 'department'), offset: almaty, by: systemActor, tracks: [] });
  expect(subject).toMatch(/^Демонстрация – /);
  expect(text).toContain('ДЕМОНСТРАЦИЯ: НЕ ЯВЛЯЕТСЯ СООБЩЕНИЕМ СУДА');
  expect(text).toContain('Причина и описание: устанавливается\nОжидаемое время восстановления: пока не известно');
  expect(text).toContain('Кто сообщает: Координатор областного суда');
  expect(text).toContain('Сообщить до: 03.11.2026 11:05');
  expect(text).not.toMatch(/Отправил|Жөнелтуші|system/);
});

test('no message of ours says that somebody else has confirmed something, or makes an act', () => {
  expect(chainOf(failed()).filter(({ rule }) => isToldByMail(rule)).map(({ rule }) => rule.id)).toEqual(['office_head', 'oblast', 'department']);
});

test('act and chronicle say to whom a message went, when it was accepted or refused, and in whose words', () => {
  const played = mail(failed(), 'office_head', [to('m1'), to('m2', 'office_head', 'old@court.example')]);
  end(end(played, 'm1', 'accepted', '250 queued as 7'), 'm2', 'refused', '550 5.1.1\r\nno such\tuser');
  mail(played, 'oblast', [to('m3', 'oblast_coordinator')]).do({ type: 'doubtMail', incidentId, mailId: 'm3' });
  const about = { hearing: played.state, language: 'ru' as const, orders: files, tracks: [], offset: almaty, nowMs: played.nowMs };
  const act = composeAct({ ...about, incident: incidentOf(played), links: [] });
  if (!act.ok) throw new Error(act.error.code);
  expect(act.value.text).toContain('Заведующий канцелярией\tҮлгі office_head; 3 ноября 2026 года, 10:02; по электронной почте; office_head@court.example; принято почтовым сервером: 250 queued as 7\n');
  expect(act.value.text).toContain('Заведующий канцелярией\tҮлгі office_head; 3 ноября 2026 года, 10:01; по электронной почте; old@court.example; не доставлено, почтовый сервер отказал: 550 5.1.1 no such user\n');
  expect(act.value.text).toContain('Координатор областного суда\tҮлгі oblast_coordinator; 3 ноября 2026 года, 10:04; по электронной почте; oblast_coordinator@court.example; на момент составления акта почтовым сервером ещё не принято\n');
  const { text } = composeChronicle(about);
  for (const part of ['электронное письмо поставлено на отправку; Заведующий канцелярией', '<m1@court.example>', 'принято почтовым сервером: 250 queued as 7', 'почтовый сервер отказал; Заведующий канцелярией; Үлгі office_head; old@court.example; 550 5.1.1 no such user', 'может прийти дважды']) expect(text).toContain(part);
});
