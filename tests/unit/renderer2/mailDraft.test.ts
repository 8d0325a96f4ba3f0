import { describe, expect, it } from 'vitest';
import { emptyServer, peopleIn, rowsOf, serverIn, withSecurity } from '../../../src-renderer/screens/settings/mailDraft.ts';

const draft = { ...emptyServer, host: 'mail.court.example', sender: 'zal1@court.example', user: 'zal1', password: 'words' };

describe('the mail server as typed', () => {
  it('can be saved when everything is there, and names the field when not', () => {
    expect(serverIn(draft)).toMatchObject({ server: { port: 587, security: 'starttls' } });
    expect(serverIn({ ...draft, password: '' })).toEqual({ problem: 'password' });
    expect(serverIn({ ...draft, port: '58 7' })).toEqual({ problem: 'port' });
    expect(serverIn({ ...draft, security: 'none' })).toEqual({ problem: 'security' });
    expect(serverIn(emptyServer)).toEqual({ problem: 'host' });
  });

  it('moves a usual port with the kind of security, and leaves one that somebody chose', () => {
    expect(withSecurity(draft, 'tls').port).toBe('465');
    expect(withSecurity({ ...draft, port: '2525' }, 'tls').port).toBe('2525');
  });
});

describe('people as typed', () => {
  const row = { office: 'judge' as const, name: 'Үлгі Төрағаұлы', addresses: 'a@court.example;  b@court.example,' };

  it('have their addresses taken apart, and put together again', () => {
    const read = peopleIn([row]);
    if (!('people' in read)) throw new Error('not read');
    expect(read.people[0]?.addresses).toEqual(['a@court.example', 'b@court.example']);
    expect(rowsOf(read.people)[0]?.addresses).toBe('a@court.example, b@court.example');
  });

  it('are refused by row and field', () => {
    expect(peopleIn([row, { ...row, name: ' ' }])).toEqual({ problem: { row: 1, field: 'name' } });
    expect(peopleIn([{ ...row, addresses: 'a@court.example, somebody' }])).toEqual({ problem: { row: 0, field: 'addresses' } });
    expect(peopleIn([row, { ...row, addresses: '' }])).toEqual({ problem: { row: 1, field: 'addresses' } });
  });
});
