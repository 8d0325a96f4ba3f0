import { expect, test } from 'vitest';
import { AllowedHosts, namesOf, remoteOf } from '#main/shells/web/allowed.ts';

const loopback = new AllowedHosts(namesOf('127.0.0.1'), 8080, 'http');

test.each(['127.0.0.1:8080', 'localhost:8080', 'LOCALHOST:8080', '[::1]:8080'])('%s is this console', (host) => {
  expect(loopback.fitsHost(host)).toBe(true);
  expect(loopback.fitsOrigin(`http://${host.toLowerCase()}`, host)).toBe(true);
});

test.each([undefined, '', 'localhost', 'localhost:8081', 'evil.example:8080', '127.0.0.1.nip.io:8080', 'localhost:8080.evil.example', '@localhost:8080x', ' '])(
  '%s is not', (host) => expect(loopback.fitsHost(host)).toBe(false));

test.each(['http://evil.example:8080', 'https://localhost:8080', 'http://localhost', 'null', '', 'http://127.0.0.1:8080'])(
  'a page of %s is not the page served as localhost', (origin) => expect(loopback.fitsOrigin(origin, 'localhost:8080')).toBe(false));

test('the usual port may be left out', () => {
  const usual = new AllowedHosts(['hall-3.court.kz'], 443, 'https');
  expect([usual.fitsHost('hall-3.court.kz'), usual.fitsHost('hall-3.court.kz:443'), usual.fitsHost('hall-3.court.kz:80')]).toEqual([true, true, false]);
});

test('names: loopback for loopback, the address itself, or every address of the computer', () => {
  expect(namesOf('localhost')).toEqual(['127.0.0.1', 'localhost', '::1']);
  expect(namesOf('10.1.2.3')).toContain('10.1.2.3');
  expect(namesOf('0.0.0.0').length).toBeGreaterThan(3);
});

test.each([['127.0.0.1', 'local'], ['::1', 'local'], ['::ffff:127.0.0.1', 'local'], ['::ffff:10.0.0.5', '10.0.0.5'], ['10.0.0.5', '10.0.0.5'], [undefined, 'unknown']])(
  'the other end %s is called %s', (address, name) => expect(remoteOf(address)).toBe(name));
