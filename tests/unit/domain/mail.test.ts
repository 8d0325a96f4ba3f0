import { expect, test } from 'vitest';
import { mailPeopleSchema, mailServerSchema, mailSubjectSchema } from '#shared/domain/mail.ts';

const server = { host: 'mail.court.example', port: 587, security: 'starttls', sender: 'zal1@court.example', user: 'zal1', password: 'words' };
const people = (change: object) => ({ people: [{ office: 'judge', name: 'Үлгі', addresses: ['a@court.example'], ...change }], atOnce: false });
const wrongIn = (of: unknown) => mailServerSchema.safeParse(of).error?.issues[0]?.path[0] ?? null;

test.each<[string, object, string | null]>([
  ['STARTTLS with a sign-in', {}, null],
  ['TLS without one', { security: 'tls', user: '', password: '' }, null],
  ['no encryption over a network', { security: 'none' }, 'security'],
  ['no encryption to a name that only looks like this computer', { security: 'none', host: 'localhost.evil.example' }, 'security'],
  ['no encryption to 127.0.0.1', { security: 'none', host: '127.0.0.1' }, null],
  ['no encryption to ::1', { security: 'none', host: '::1' }, null],
  ['a user without a password', { password: '' }, 'password'],
  ['a password without a user', { user: '' }, 'user'],
  ['a host with a second line', { host: 'mail\r\nEVIL' }, 'host'],
  ['a sender with a second line', { sender: 'zal1@court.example\r\nBcc: x@evil.example' }, 'sender'],
  ['a sender that is two', { sender: 'a@court.example, b@court.example' }, 'sender'],
  ['a user with a second line', { user: 'a\nb' }, 'user'],
  ['a password with a NUL', { password: 'a\u0000b' }, 'password'],
  ['port 0', { port: 0 }, 'port'],
])('%s', (_, change, wrong) => expect(wrongIn({ ...server, ...change })).toBe(wrong));

test.each(['Үлгі\r\nBcc: x@evil.example', 'Үлгі\nx', 'Үлгі\u2028x', ''])('a name %j is refused, and a subject too', (line) => {
  expect(mailPeopleSchema.safeParse(people({ name: line })).success).toBe(false);
  expect(mailSubjectSchema.safeParse(line).success).toBe(false);
});

test.each(['a@court.example\r\nRCPT TO:<x@evil.example>', '<a@court.example>', 'Үлгі <a@court.example>', 'a b@court.example', 'a@court', '@court.example'])('an address %j is refused', (address) => {
  expect(mailPeopleSchema.safeParse(people({ addresses: [address] })).success).toBe(false);
});

test('somebody without an address is nobody who can be sent anything', () => {
  expect(mailPeopleSchema.safeParse(people({ addresses: [] })).success).toBe(false);
  expect(mailPeopleSchema.safeParse(people({})).success).toBe(true);
});
