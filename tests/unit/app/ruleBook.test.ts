import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { RuleBook } from '#main/app/ruleBook.ts';
import { Settings, type BroughtFile } from '#main/app/settings.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const delivered = readFileSync(new URL('../../../src-shared/rules/orders/civil-k7.json', import.meta.url), 'utf8');
const edition = (day: string, text = delivered): string => text.replace('"edition": "2023-06-06"', `"edition": "${day}"`).replace('"inForceFrom": "2023-06-19"', `"inForceFrom": "${day}"`);
const year = (more: object) => JSON.stringify([{ year: 2026, source: 'Government decree', holidays: [], daysOff: [], workingDays: [], ...more }]);

let rows: Map<string, unknown>;
let book: RuleBook;
const opened = async (): Promise<RuleBook> => {
  const again = new RuleBook(new Settings({ get: async (key) => rows.get(key) ?? null, set: async (key, value) => void rows.set(key, structuredClone(value)) }));
  await again.load();
  return again;
};
const bringIn = (text: string, name = 'file.json') => book.bringIn(name, text, 'Әкімші', 1000);
const editionOn = (day: string): string | undefined => {
  const procedure = book.procedureOf(exampleSchedule({ startsAtMs: Date.parse(`${day}T05:00:00Z`) }));
  return procedure.ok ? procedure.value.orders.find(({ id }) => id === 'civil-k7')?.order.edition : procedure.error.code;
};

beforeEach(async () => {
  rows = new Map();
  book = await opened();
});

test('a new edition counts from its day, also after a restart, until it is taken out', async () => {
  expect(await bringIn(edition('2026-12-01'))).toEqual({ ok: true, value: { keys: ['civil-k7 2026-12-01'] } });
  book = await opened();
  expect([editionOn('2026-11-30'), editionOn('2026-12-01')]).toEqual(['2023-06-06', '2026-12-01']);
  expect(book.list().orders.find(({ key }) => key === 'civil-k7 2026-12-01')?.brought).toEqual({ atMs: 1000, by: 'Әкімші' });
  expect(await book.takeOut('civil-k7 2026-12-01')).toEqual({ ok: true, value: {} });
  expect(editionOn('2026-12-01')).toBe('2023-06-06');
  expect(await book.takeOut('civil-k7 2026-12-01')).toMatchObject({ ok: false, error: { code: 'rules.not_brought' } });
});

test('the same edition brought in again takes the place of the delivered one', async () => {
  await bringIn(delivered.replace('"count": 3,', '"count": 5,'));
  expect(book.files().filter(({ id }) => id === 'civil-k7')).toHaveLength(1);
  expect(book.files().find(({ id }) => id === 'civil-k7')?.steps.find(({ id }) => id === 'application')?.term?.length.count).toBe(5);
});

test('a wrong file is refused by its line and takes nothing away', async () => {
  await bringIn(edition('2026-12-01'));
  const line = delivered.split('\n').findIndex((text) => text.includes('"phase": "prepare"')) + 1;
  for (const [text, where] of [
    [edition('2026-12-01').replace('"phase": "prepare"', '"phase": "later"'), `k7.json:${line}:`],
    [edition('2026-12-01').replace(/"ru": "Ходатайство/u, '"en": "Petition'), 'steps.0.text'],
    ['{ "id": "civil-k7" ', 'k7.json:1:'],
    ['', 'k7.json'],
    [year({ daysOff: ['2026-02-30'] }), 'daysOff.0'],
  ] as const) {
    const refused = await bringIn(text, 'k7.json');
    expect(refused, where).toMatchObject({ ok: false, error: { code: 'rules.unreadable', detail: expect.stringContaining(where) } });
  }
  expect(editionOn('2026-12-01')).toBe('2026-12-01');
});

test('a file that this program reads no more is told, kept, and what was delivered counts', async () => {
  await bringIn(edition('2026-12-01'));
  const [kept] = rows.get('broughtRules') as BroughtFile[];
  rows.set('broughtRules', [{ ...kept, text: kept?.text.replace('"does": "petition"', '"does": "dance"') }]);
  book = await opened();
  expect(editionOn('2026-12-01')).toBe('2023-06-06');
  expect(book.list().unreadable).toMatchObject([{ key: 'civil-k7 2026-12-01', problem: expect.stringContaining('steps.0.does') }]);
  await bringIn(year({}));
  expect((rows.get('broughtRules') as BroughtFile[]).map(({ key }) => key)).toEqual(['civil-k7 2026-12-01', 'holidays 2026']);
});

test('days moved by the Government are brought in with their year', async () => {
  expect(book.calendar().isWorking('2026-11-23')).toBe(true);
  await bringIn(year({ daysOff: ['2026-11-23'], workingDays: ['2026-11-28'] }));
  expect([book.calendar().isWorking('2026-11-23'), book.calendar().isWorking('2026-11-28'), book.calendar().knows('2027-01-01')]).toEqual([false, true, true]);
  expect(book.list().years.find(({ year: y }) => y === 2026)).toMatchObject({ daysMoved: 2, brought: { by: 'Әкімші' } });
});

test('a hearing before the first known edition is judged by the first, and that is said', () => {
  const procedure = book.procedureOf(exampleSchedule({ startsAtMs: Date.UTC(2018, 0, 9) }));
  expect(procedure.ok && procedure.value.takenFromLater.map(({ id }) => id)).toContain('civil-k7');
});
