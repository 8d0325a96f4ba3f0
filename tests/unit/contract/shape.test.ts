import { expect, test } from 'vitest';
import { contract, isCallName, isStreamName, type AnyName } from '#shared/contract/index.ts';
import { maxMessageBytes } from '#shared/contract/envelope.ts';
import { roles } from '#shared/domain/actor.ts';
import { rightInput } from './samples.ts';

const names = Object.keys(contract) as AnyName[];

/** Signing in and out changes nothing of a hearing; done twice, it is simply done twice. */
const withoutCommandId: AnyName[] = ['session.login', 'session.resume', 'session.loginDemo', 'session.logout'];

test.each(names)('%s has a sentence, an access rule and schemas', (name) => {
  const { doc, access, input, output } = contract[name];
  expect(doc).toMatch(/^\p{Lu}.{15,}[.?]$/u);
  if (typeof access !== 'string') expect(access.length > 0 && access.every((role) => roles.includes(role))).toBe(true);
  expect([typeof input.safeParse, typeof output.safeParse]).toEqual(['function', 'function']);
});

test('a command is known by its id, so that it can be repeated; those without one are listed', () => {
  const commands = names.filter((name) => contract[name].kind === 'command');
  const without = commands.filter((name) => !('commandId' in rightInput[name]));
  expect(without.toSorted()).toEqual(withoutCommandId.toSorted());
  for (const name of commands.filter((n) => !withoutCommandId.includes(n))) {
    const { commandId: _, ...rest } = rightInput[name] as { commandId: string };
    expect(contract[name].input.safeParse(rest).error?.issues[0]?.path, name).toEqual(['commandId']);
  }
});

test('what is open to anyone is exactly what a window needs before anybody has signed in', () => {
  expect(names.filter((name) => contract[name].access === 'anonymous').toSorted()).toEqual([
    'session.login', 'session.loginDemo', 'session.resume', 'setup.complete', 'setup.devices', 'setup.state', 'setup.tryDemo',
  ]);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'hearing', 'hearing.', 'HEARING.GET', 'hearing.get ', 'events\u0000'])(
  '%j is no name', (name) => expect([isCallName(name), isStreamName(name)]).toEqual([false, false]),
);

test('the longest text fits into a message, in any script', () => {
  const text = '\u0000'.repeat(20_000); // six bytes a character in JSON
  expect(contract['hearing.addMark'].input.safeParse({ ...rightInput['hearing.addMark'], text }).success).toBe(true);
  expect(Buffer.byteLength(JSON.stringify({ k: 'call', id: 1, name: 'hearing.addMark', input: { ...rightInput['hearing.addMark'], text } }))).toBeLessThan(maxMessageBytes);
});
