import { beforeEach, expect, test } from 'vitest';
import { hashPassword, passwordFits } from '#main/app/passwords.ts';
import type { StoredUser, UserStore } from '#main/app/ports/index.ts';
import { Sessions } from '#main/app/sessions.ts';
import { ok } from '#shared/domain/result.ts';
import { fakeClock } from '../../fakes/clock.ts';

let clock: ReturnType<typeof fakeClock>;
let rows: Map<string, unknown>;
let people: StoredUser[];

const users: UserStore = { list: async () => people, add: async () => ok(undefined), change: async () => ok(undefined) };
const settings = { get: async (key: string) => rows.get(key), set: async (key: string, value: unknown) => { rows.set(key, structuredClone(value)); } };
const start = () => new Sessions(users, settings, clock, 'local-secret');

beforeEach(async () => {
  clock = fakeClock();
  rows = new Map();
  people = [{ userId: 'u1', name: 'Үлгі Хатшықызы', login: 'hatshy', role: 'secretary', passwordHash: await hashPassword('дұрыс құпия сөз'), disabled: false }];
});

test('a password fits its own hash only, and two hashes of it differ', async () => {
  const hash = await hashPassword('a-password');
  expect(await passwordFits('a-password', hash)).toBe(true);
  expect(await passwordFits('another', hash)).toBe(false);
  expect(await hashPassword('a-password')).not.toBe(hash);
  expect(await passwordFits('a-password', 'junk')).toBe(false);
});

test('a sign-in survives a restart of the console; what is stored is not the token', async () => {
  const signedIn = await start().login('hatshy', 'дұрыс құпия сөз');
  if (!signedIn.ok) throw new Error('refused');
  expect(JSON.stringify([...rows.values()])).not.toContain(signedIn.value.token);
  expect(await start().find(signedIn.value.token)).toMatchObject({ userId: 'u1', role: 'secretary' });
});

test('a token ends by signing out, by time, by being barred and by a change of role', async () => {
  const sessions = start();
  const who = { userId: 'u1', name: 'n', role: 'secretary' as const };
  const [out, old] = [await sessions.open(who), await sessions.open(who)];
  await sessions.close(out.token);
  expect(await sessions.find(out.token)).toBeNull();
  clock.advance(15 * 3_600_000);
  expect(await sessions.find(old.token)).toBeNull();
  const { token } = await sessions.open(who);
  people = people.map((p) => ({ ...p, role: 'judge' as const }));
  expect(await sessions.find(token)).toBeNull();
  people = people.map((p) => ({ ...p, role: 'secretary' as const, disabled: true }));
  expect(await sessions.find(token)).toBeNull();
});

test('open connections are told of a sign-in that ends: their own, on every connection of it', async () => {
  const sessions = start();
  const [one, other, local] = [await sessions.open({ userId: 'u1', name: 'n', role: 'secretary' }), await sessions.open({ userId: 'u2', name: 'n', role: 'judge' }), await sessions.find('local:local-secret:judge')];
  const told: boolean[][] = [];
  const all = () => [one, other].map((who) => sessions.hasEnded(who));
  sessions.onEnded(() => told.push(all()));
  await sessions.closeAllOf('u1');
  expect(told).toEqual([[true, false]]);
  expect(await sessions.find(one.token)).toBeNull();
  clock.advance(15 * 3_600_000);
  expect(all()).toEqual([true, true]);
  expect(local && sessions.hasEnded(local)).toBe(false);
});

test('five wrong passwords lock the login for a minute, the right one included', async () => {
  const sessions = start();
  for (let i = 0; i < 5; i++) expect(await sessions.login('hatshy', `wrong ${i}`)).toMatchObject({ error: { code: 'auth.wrong_credentials' } });
  expect(await sessions.login('hatshy', 'дұрыс құпия сөз')).toMatchObject({ error: { code: 'auth.locked' } });
  clock.advance(61_000);
  expect((await sessions.login('hatshy', 'дұрыс құпия сөз')).ok).toBe(true);
});

test('the local secret opens any role, and nothing else does', async () => {
  const sessions = start();
  expect(await sessions.find('local:local-secret:specialist')).toMatchObject({ role: 'specialist', token: null });
  for (const token of ['local:wrong:secretary', 'local:local-secret:king', 'local::secretary', 'local', '', 'x'.repeat(5000)]) {
    expect(await sessions.find(token)).toBeNull();
  }
});
