import { describe, expect, test } from 'vitest';
import { composeChronicle } from '#shared/domain/chronicle/compose.ts';
import { isShownToObservers, observation } from '#shared/domain/observers/observers.ts';
import { rules } from '#shared/rules/index.ts';
import { almaty, minuteMs, Played } from '../samples.ts';

if (!rules.ok) throw new Error(rules.error.code);
const orders = rules.value;
const allow = { type: 'allowObservers' } as const;
const opened = (): Played => new Played().do({ type: 'connect' }).start({ type: 'open', tracks: [] });
const refusalOf = (played: Played): string => {
  try {
    played.do(allow);
    return 'none';
  } catch (e) {
    return String(e);
  }
};
const eventsOf = (played: Played): string[] => played.records.map(({ event }) => event.type);

test('K7-33, GP-5: the permission is the court\'s, once, under an address of its own; another one has another', () => {
  const played = opened().do(allow).do(allow);
  const first = observation(played.state);
  expect(first).toMatchObject({ watchId: expect.any(String) as string, toMs: null });
  expect(eventsOf(played).filter((type) => type === 'observersAllowed')).toHaveLength(1);
  played.do({ type: 'removeObservers', why: 'withdrawn' }).do({ type: 'removeObservers', why: 'withdrawn' });
  expect(observation(played.state)).toBeNull();
  played.do(allow);
  expect(observation(played.state)?.watchId).not.toBe(first?.watchId);
  expect(played.state.observers).toHaveLength(2);
});

test('K7-6: the ruling to go closed ends it in the same commit and before it begins; open again, nobody watches until the court says so', () => {
  const played = opened().do(allow);
  const before = played.records.length;
  played.do({ type: 'closeToPublic', reason: 'отбасы құпиясы' });
  expect(played.records.slice(before).map(({ event }) => event.type)).toEqual(['observersRemoved', 'sectionStarted']);
  expect(played.state.observers.at(-1)).toMatchObject({ why: 'closed_to_public' });
  expect(refusalOf(played)).toContain('observers.not_open');
  played.do({ type: 'recess', reason: 'x' }, minuteMs);
  expect(refusalOf(played), 'a recess of a closed section').toContain('observers.not_open');
  const open = opened().do(allow).do({ type: 'closeToPublic', reason: 'x' }).do({ type: 'resume' }, minuteMs);
  expect(open.state.phase.name).toBe('in_session');
  expect(observation(open.state)).toBeNull();
  expect(refusalOf(open)).toBe('none');
});

test.each([['close', { type: 'close' }], ['postpone', { type: 'postpone', reason: 'x', nextAtMs: null }]] as const)('%s ends it', (_, command) => {
  const played = opened().do(allow).do(command);
  expect(played.state.observers.at(-1)).toMatchObject({ why: 'over', toMs: expect.any(Number) as number });
  expect(refusalOf(played)).toContain('observers.not_open');
});

test('a cancelled hearing is not waited for', () => {
  expect(new Played().do({ type: 'connect' }).do(allow).do({ type: 'cancel', reason: 'x' }).state.observers.at(-1)).toMatchObject({ why: 'over' });
  expect(refusalOf(new Played()), 'nobody connects yet').toContain('observers.not_open');
});

describe('what goes out', () => {
  test.each([['recess', { type: 'recess', reason: 'x' }], ['deliberation', { type: 'deliberate' }], ['a technical break', { type: 'technicalBreak', reason: 'x' }]] as const)('in %s nothing, and the permission stays', (_, command) => {
    const played = opened().do(allow);
    expect(isShownToObservers(played.state)).toBe(true);
    played.do(command);
    expect(isShownToObservers(played.state)).toBe(false);
    expect(observation(played.state)).not.toBeNull();
  });

  test('nothing before the opening', () => {
    expect(isShownToObservers(new Played().do({ type: 'connect' }).do(allow).state)).toBe(false);
  });
});

test('it stands in the chronicle, with how it ended', () => {
  const played = opened().do(allow, minuteMs).do({ type: 'closeToPublic', reason: 'x' }, minuteMs);
  const { text } = composeChronicle({ hearing: played.state, language: 'ru', orders, tracks: [], offset: almaty, nowMs: played.nowMs });
  expect(text).toMatch(/Суд разрешил наблюдателям смотреть заседание/);
  expect(text).toMatch(/Наблюдатели отключены: суд перешёл в закрытое заседание/);
});
