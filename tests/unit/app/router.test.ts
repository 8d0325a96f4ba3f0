import { describe, expect, test, vi } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import type { FromConsole } from '#shared/contract/envelope.ts';
import { roles } from '#shared/domain/actor.ts';
import { ok } from '#shared/domain/result.ts';
import type { Caller, Handlers, SignIns, Streams } from '#main/app/caller.ts';
import type { Log } from '#main/app/ports/index.ts';
import { createRouter, mayCall } from '#main/app/router.ts';

const log: Log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };

/** Only what a test calls; the router looks handlers up by name. */
function connect(handlers: Partial<Handlers>, streams: Partial<Streams> = {}, signIns: SignIns = { hasEnded: () => false, onEnded: () => () => undefined }) {
  const sent: FromConsole[] = [];
  const router = createRouter(handlers as Handlers, streams as Streams, signIns, log);
  const connection = router.connect({ shell: 'web', remote: 'local' }, (m) => sent.push(m));
  return { connection, sent };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const login: Partial<Handlers> = {
  'session.loginDemo': async ({ role }, caller: Caller) => {
    caller.signedIn = { userId: 'u', name: 'n', role, token: 't' };
    return ok({ user: { userId: 'u', name: 'n', login: 'l', role, disabled: false }, token: 't' });
  },
};

test('junk is answered with the field that is wrong, and the connection lives on', async () => {
  const { connection, sent } = connect({});
  for (const junk of [null, 1, 'x', [], {}, { k: 'call' }, { k: 'call', id: 'x', name: 'a' }, { k: 'nonsense', id: 1 }]) connection.receive(junk);
  await settled();
  expect(sent).toHaveLength(8);
  expect(sent.every((m) => m.k === 'err' && m.error.code === 'input.invalid')).toBe(true);
});

test('names that are not calls, inherited ones among them, are unknown', async () => {
  const { connection, sent } = connect({});
  for (const name of ['nope', 'toString', '__proto__', 'constructor', 'events']) connection.receive({ k: 'call', id: 1, name, input: {} });
  await settled();
  expect(sent.map((m) => m.k === 'err' && m.error.code)).toEqual(Array(5).fill('call.unknown'));
});

test('nobody signed in gets nothing but what is open to anyone', async () => {
  const { connection, sent } = connect({});
  connection.receive({ k: 'call', id: 1, name: 'hearing.get', input: {} });
  connection.receive({ k: 'sub', id: 2, name: 'status', input: {} });
  await settled();
  expect(sent.find((m) => m.id === 1)).toMatchObject({ k: 'err', error: { code: 'auth.required' } });
  expect(sent.find((m) => m.id === 2)).toMatchObject({ k: 'end', error: { code: 'auth.required' } });
});

test('an input that does not fit names its field and never reaches the handler', async () => {
  const handler = vi.fn();
  const { connection, sent } = connect({ ...login, 'schedule.add': handler });
  connection.receive({ k: 'call', id: 1, name: 'session.loginDemo', input: { role: 'secretary' } });
  await settled();
  connection.receive({ k: 'call', id: 2, name: 'schedule.add', input: { commandId: crypto.randomUUID(), schedule: { caseNumber: '' } } });
  await settled();
  expect(handler).not.toHaveBeenCalled();
  expect(sent.at(-1)).toMatchObject({ k: 'err', error: { code: 'input.invalid', field: 'schedule.caseNumber' } });
});

test('a handler that throws is a defect, told as one and logged', async () => {
  const { connection, sent } = connect({ 'setup.state': async () => { throw new Error('boom'); } });
  connection.receive({ k: 'call', id: 1, name: 'setup.state', input: {} });
  await settled();
  expect(sent[0]).toMatchObject({ k: 'err', error: { code: 'internal.unexpected' } });
  expect(log.error).toHaveBeenCalled();
});

test('a closed connection stops its streams and sends nothing more', async () => {
  const stop = vi.fn();
  let emit: ((item: never) => void) | null = null;
  const { connection, sent } = connect(login, { status: (_input, _caller, e) => { emit = e; return stop; } });
  connection.receive({ k: 'call', id: 1, name: 'session.loginDemo', input: { role: 'judge' } });
  await settled();
  connection.receive({ k: 'sub', id: 2, name: 'status', input: {} });
  expect(emit).not.toBeNull();
  connection.close();
  const before = sent.length;
  (emit as unknown as (item: unknown) => void)({});
  expect(stop).toHaveBeenCalledOnce();
  expect(sent).toHaveLength(before);
});

describe('a sign-in that ends', () => {
  const follow = async (ended: { now: boolean }, handlers: Partial<Handlers> = {}) => {
    const stop = vi.fn();
    const tell: { emit: (item: unknown) => void; ended: () => void } = { emit: () => undefined, ended: () => undefined };
    const signIns: SignIns = { hasEnded: () => ended.now, onEnded: (listener) => { tell.ended = listener; return () => undefined; } };
    const { connection, sent } = connect({ ...login, ...handlers }, {
      status: (_input, _caller, emit) => { tell.emit = emit as (item: unknown) => void; return stop; },
      log: () => stop,
    }, signIns);
    connection.receive({ k: 'call', id: 1, name: 'session.loginDemo', input: { role: 'specialist' } });
    await settled();
    connection.receive({ k: 'sub', id: 2, name: 'status', input: {} });
    connection.receive({ k: 'sub', id: 3, name: 'log', input: {} });
    return { connection, sent, stop, tell };
  };
  const ends = (sent: FromConsole[]) => sent.flatMap((m) => (m.k === 'end' ? [[m.id, m.error?.code]] : []));
  const bothEnded = [[2, 'auth.required'], [3, 'auth.required']];

  test('from outside ends its streams at once, and its calls', async () => {
    const ended = { now: false };
    const { connection, sent, stop, tell } = await follow(ended);
    tell.ended(); // somebody else's
    expect(ends(sent)).toEqual([]);
    ended.now = true;
    tell.ended();
    expect(ends(sent)).toEqual(bothEnded);
    expect(stop).toHaveBeenCalledTimes(2);
    connection.receive({ k: 'call', id: 4, name: 'hearing.get', input: {} });
    await settled();
    expect(sent.at(-1)).toMatchObject({ k: 'err', id: 4, error: { code: 'auth.required' } });
  });

  test('by time ends with the next thing that would be sent', async () => {
    const ended = { now: false };
    const { sent, tell } = await follow(ended);
    tell.emit({ n: 1 });
    ended.now = true;
    tell.emit({ n: 2 });
    expect(sent.filter((m) => m.k === 'item')).toEqual([{ k: 'item', id: 2, value: { n: 1 } }]);
    expect(ends(sent)).toEqual(bothEnded);
  });

  test('by signing out ends its streams before that is answered', async () => {
    const logout: Partial<Handlers> = { 'session.logout': async (_input, caller) => { caller.signedIn = null; return ok({}); } };
    const { connection, sent } = await follow({ now: false }, logout);
    connection.receive({ k: 'call', id: 4, name: 'session.logout', input: {} });
    await settled();
    expect(ends(sent)).toEqual(bothEnded);
    expect(sent.at(-1)).toMatchObject({ k: 'ok', id: 4 });
  });

  test('because somebody of another role signs in here ends what that role may not follow', async () => {
    const { connection, sent } = await follow({ now: false });
    connection.receive({ k: 'call', id: 4, name: 'session.loginDemo', input: { role: 'secretary' } });
    await settled();
    expect(ends(sent)).toEqual([[3, 'auth.forbidden']]);
  });
});

describe('roles', () => {
  const signedIn = (role: (typeof roles)[number]) => ({ userId: 'u', name: 'n', role, token: 't' });
  const names = Object.keys(contract) as (keyof typeof contract)[];

  test.each(names)('%s is open to exactly the roles its contract names', (name) => {
    const { access } = contract[name];
    for (const role of roles) {
      const expected = access === 'anonymous' || access === 'signed_in' || (access as readonly string[]).includes(role)
        || (role === 'administrator' && (access as readonly string[]).includes('specialist'));
      expect(mayCall(access, signedIn(role)) === null, `${role} → ${name}`).toBe(expected);
    }
    expect(mayCall(access, null) === null).toBe(access === 'anonymous');
  });

  test('the judge gives orders by voice: no hearing command is open to the judge\'s window', () => {
    const commands = names.filter((n) => n.startsWith('hearing.') && contract[n].kind === 'command');
    expect(commands.length).toBeGreaterThan(10);
    for (const name of commands) expect(mayCall(contract[name].access, signedIn('judge'))).toMatchObject({ code: 'auth.forbidden' });
  });
});
