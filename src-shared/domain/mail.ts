import { z } from 'zod';
import { offices } from '../rules/schema/parts.ts';

/** How the way to the mail server is protected: from the first byte, from STARTTLS on, or not at all. */
export const mailSecurities = ['tls', 'starttls', 'none'] as const;
export type MailSecurity = (typeof mailSecurities)[number];

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** What cannot begin a line of its own, or another header. */
const line = (longest: number) => z.string().trim().max(longest).regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'one line');

export const mailAddressSchema = z.email().max(254);
export const mailSubjectSchema = line(300).min(1);

/** Without secrets: what a page may be told. */
const openParts = z.object({
  host: z.string().trim().min(1).max(253).regex(/^([A-Za-z0-9.-]+|[0-9A-Fa-f:.]+)$/, 'name or address of a computer'),
  port: z.int().min(1).max(65_535),
  security: z.enum(mailSecurities),
  sender: mailAddressSchema,
  /** Empty: the server asks nobody to sign in. */
  user: line(200),
});

export const mailServerSchema = openParts.extend({ password: z.string().max(500).regex(/^[^\p{Cc}]*$/u, 'no control characters') })
  .refine(({ host, security }) => security !== 'none' || isLoopback(host), { message: 'without encryption only to this computer itself', path: ['security'] })
  .refine(({ user, password }) => user === '' || password !== '', { message: 'a user needs a password', path: ['password'] })
  .refine(({ user, password }) => password === '' || user !== '', { message: 'a password needs a user', path: ['user'] });
export type MailServerSettings = z.infer<typeof mailServerSchema>;

export const openMailServerSchema = openParts.extend({ passwordSet: z.boolean() });

/** Who fills an office that is told of failures. */
const mailPersonSchema = z.object({ office: z.enum(offices), name: line(200).min(1), addresses: z.array(mailAddressSchema).min(1).max(5) });
export type MailPerson = z.infer<typeof mailPersonSchema>;

export const mailPeopleSchema = z.object({
  people: z.array(mailPersonSchema).max(50),
  /** Whoever has to be told at once is sent a message as soon as a failure is written down, before anybody has read it. */
  atOnce: z.boolean(),
});
export type MailPeople = z.infer<typeof mailPeopleSchema>;

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
