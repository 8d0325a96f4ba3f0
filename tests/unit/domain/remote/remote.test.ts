import { expect, test } from 'vitest';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import { composeChronicle } from '#shared/domain/chronicle/compose.ts';
import { checklist } from '#shared/domain/procedure/checklist.ts';
import { procedureOf } from '#shared/domain/procedure/procedure.ts';
import { composeProtocol } from '#shared/domain/protocol/compose.ts';
import { remoteOf } from '#shared/domain/remote/remote.ts';
import { holidays } from '#shared/rules/holidays.ts';
import { rules } from '#shared/rules/index.ts';
import { almaty, minuteMs, Played, tenOClockMs } from '../samples.ts';

const p2 = { participantId: 'p2' };
const connected = (): Played => new Played().do({ type: 'connect' }).do({ type: 'arrive', ...p2 }, minuteMs);
if (!rules.ok) throw new Error(rules.error.code);
const orders = rules.value;
const about = (played: Played, language: 'kk' | 'ru' = 'ru') => ({ hearing: played.state, language, orders, tracks: [], offset: almaty, nowMs: played.nowMs });

test('who is there twice is there once; who is let in is cut off and back, each once; with the hearing it all ends', () => {
  const played = connected().do({ type: 'arrive', ...p2 }).do({ type: 'admit', ...p2 }, minuteMs).do({ type: 'admit', ...p2 })
    .do({ type: 'cutLink', ...p2, fromMs: tenOClockMs + 3 * minuteMs }, 2 * minuteMs).do({ type: 'cutLink', ...p2, fromMs: 0 })
    .do({ type: 'restoreLink', ...p2 }, minuteMs).do({ type: 'restoreLink', ...p2 })
    .do({ type: 'postpone', reason: 'x', nextAtMs: null }, minuteMs);
  expect(remoteOf(played.state, 'p2')).toEqual({
    participantId: 'p2', invitation: null, barred: false, muted: false,
    here: [{ fromMs: tenOClockMs + minuteMs, toMs: tenOClockMs + 6 * minuteMs }],
    admitted: [{ fromMs: tenOClockMs + 2 * minuteMs, toMs: tenOClockMs + 6 * minuteMs }],
    cuts: [{ fromMs: tenOClockMs + 3 * minuteMs, toMs: tenOClockMs + 5 * minuteMs }],
    soundSinceMs: null, pictureSinceMs: null, lateSound: [], talks: [], interpreting: [],
    degraded: [],
  });
});

test('whoever is sent out while cut off is cut off no longer', () => {
  const played = connected().do({ type: 'admit', ...p2 }).do({ type: 'cutLink', ...p2, fromMs: tenOClockMs + minuteMs }, minuteMs).do({ type: 'sendOut', ...p2 }, minuteMs);
  expect(remoteOf(played.state, 'p2').cuts).toEqual([{ fromMs: tenOClockMs + minuteMs, toMs: tenOClockMs + 3 * minuteMs }]);
});

test.each([
  ['conference.not_remote', (played: Played) => played.do({ type: 'arrive', participantId: 'p1' })],
  ['conference.not_remote', (played: Played) => played.do({ type: 'arrive', participantId: 'nobody' })],
  ['conference.not_here', (played: Played) => played.do({ type: 'leave', ...p2 }).do({ type: 'admit', ...p2 })],
  ['hearing.illegal_command', (played: Played) => played.do({ type: 'cancel', reason: 'x' }).do({ type: 'arrive', ...p2 })],
] as const)('refused with %s', (code, act) => {
  expect(() => act(connected())).toThrow(code);
});

test('K7-15(4): a login that was issued is done in the checklist without anybody saying so, and open again when it is withdrawn', () => {
  const stateOf = (played: Played): string | undefined => {
    const procedure = procedureOf(played.state.schedule, orders, almaty);
    if (!procedure.ok) throw new Error(procedure.error.code);
    const lines = checklist({ procedure: procedure.value, hearing: played.state, hall: {}, startPoints: {}, calendar: new WorkingCalendar(holidays), offset: almaty, nowMs: played.nowMs });
    return lines.find(({ rule, participantId }) => rule.key === 'civil-k7/credentials' && participantId === 'p2')?.state;
  };
  const played = new Played();
  expect(stateOf(played)).toBe('open');
  expect(stateOf(played.do({ type: 'keepInvitation', ...p2, login: '12345678', fromMs: 0, untilMs: 1 }))).toBe('done');
  expect(stateOf(played.do({ type: 'endInvitation', ...p2, why: 'revoked' }))).toBe('open');
});

test('K7-32: protocol and chronicle say by themselves when somebody took part by a link, and when it was cut', () => {
  const played = connected().do({ type: 'admit', ...p2 }, minuteMs).do({ type: 'cutLink', ...p2, fromMs: tenOClockMs + 3 * minuteMs }, minuteMs).do({ type: 'restoreLink', ...p2 }, minuteMs)
    .do({ type: 'sendOut', ...p2 }, minuteMs);
  const line = 'Петрова Елена Ивановна\tна связи: 10:02:00 – 10:05:00 (0:03:00)\tсвязь прерывалась: 10:03:00 – 10:04:00 (0:01:00)';
  expect(composeProtocol(about(played)).text).toContain(line);
  const { text } = composeChronicle(about(played));
  expect(text).toContain(line);
  expect(text).toMatch(/10:03:00.*Петрова Елена Ивановна: связь прервана/);
  expect(text).toMatch(/10:04:00.*Петрова Елена Ивановна: связь восстановлена/);
  expect(composeProtocol(about(connected().do({ type: 'admit', ...p2 }), 'kk')).text).toContain('байланыс үзілген жоқ');
});

const frozen = { way: 'from', part: 'picture', grade: 'unfit', reason: 'frozen', figures: { kbit: 0, lossPercent: 0, roundTripMs: 41, frameRate: 0 } } as const;

test('of each part in each direction one degradation lasts at a time; who is cut off or sent out has none', () => {
  const admitted = (): Played => connected().do({ type: 'admit', ...p2 }, minuteMs);
  const at = (minutes: number): number => tenOClockMs + minutes * minuteMs;
  const worse = admitted().do({ type: 'degradeLink', ...p2, degradation: { ...frozen, grade: 'weak', reason: 'few_frames' }, fromMs: at(2) }, minuteMs)
    .do({ type: 'degradeLink', ...p2, degradation: frozen, fromMs: at(3) }, minuteMs).do({ type: 'degradeLink', ...p2, degradation: frozen, fromMs: at(3) })
    .do({ type: 'degradeLink', ...p2, degradation: { ...frozen, way: 'to' }, fromMs: at(4) });
  expect(remoteOf(worse.state, 'p2').degraded).toMatchObject([{ grade: 'weak', fromMs: at(2), toMs: at(3) }, { way: 'from', fromMs: at(3), toMs: null }, { way: 'to', fromMs: at(4), toMs: null }]);
  const better = worse.do({ type: 'recoverLink', ...p2, way: 'from', part: 'picture' }, minuteMs).do({ type: 'recoverLink', ...p2, way: 'from', part: 'picture' });
  expect(remoteOf(better.state, 'p2').degraded.map(({ toMs }) => toMs)).toEqual([at(3), at(5), null]);
  expect(remoteOf(better.do({ type: 'cutLink', ...p2, fromMs: at(5) }, minuteMs).state, 'p2').degraded.at(-1)?.toMs).toBe(at(5));
  expect(remoteOf(connected().do({ type: 'degradeLink', ...p2, degradation: frozen, fromMs: 0 }).state, 'p2').degraded).toEqual([]);
});

test('the chronicle says what was not fit, why, with the figures, and when it was over', () => {
  const played = connected().do({ type: 'admit', ...p2 }, minuteMs).do({ type: 'degradeLink', ...p2, degradation: frozen, fromMs: tenOClockMs + 3 * minuteMs }, minuteMs)
    .do({ type: 'recoverLink', ...p2, way: 'from', part: 'picture' }, minuteMs);
  const { text } = composeChronicle(about(played));
  expect(text).toMatch(/10:03:00.*Петрова Елена Ивановна: изображение от участника: непригодно \(изображение застыло, 0 кбит\/с, 0 % потерь, 41 мс туда и обратно\)/);
  expect(text).toMatch(/10:04:00.*изображение от участника: ухудшение прекратилось/);
});
