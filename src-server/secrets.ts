import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const keyBytes = 32;

/** 256 random bits, safe in a header and in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Enough for secrets that are random already; passwords go through `hashPassword`. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `scrypt:<salt>:<key>`, both in hex. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, keyBytes);
  return `scrypt:${salt.toString('hex')}:${key.toString('hex')}`;
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [scheme, salt, key] = stored.split(':');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'hex');
  const actual = await derive(password, Buffer.from(salt, 'hex'), keyBytes);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
