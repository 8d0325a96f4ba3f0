import { mailPeopleSchema, mailServerSchema, type MailPerson, type MailSecurity, type MailServerSettings } from '#shared/domain/mail.ts';

export interface MailServerDraft {
  host: string;
  port: string;
  security: MailSecurity;
  sender: string;
  user: string;
  password: string;
}
export type MailServerProblem = keyof MailServerDraft;

/** Where servers listen unless somebody has decided otherwise. */
const usualPorts: Record<MailSecurity, string> = { tls: '465', starttls: '587', none: '25' };

export const emptyServer: MailServerDraft = { host: '', port: usualPorts.starttls, security: 'starttls', sender: '', user: '', password: '' };

export function withSecurity(draft: MailServerDraft, security: MailSecurity): MailServerDraft {
  const isUsual = draft.port === '' || Object.values(usualPorts).includes(draft.port);
  return { ...draft, security, port: isUsual ? usualPorts[security] : draft.port };
}

/** The server as it can be saved, or the first field that keeps it from that. */
export function serverIn(draft: MailServerDraft): { server: MailServerSettings } | { problem: MailServerProblem } {
  const parsed = mailServerSchema.safeParse({ ...draft, port: /^\d{1,5}$/.test(draft.port.trim()) ? Number(draft.port) : 0 });
  return parsed.success ? { server: parsed.data } : { problem: parsed.error.issues[0]?.path[0] as MailServerProblem };
}

/** One person as typed: several addresses stand in one field. */
export interface PersonRow {
  office: MailPerson['office'];
  name: string;
  addresses: string;
}
export interface RowProblem { row: number; field: 'name' | 'addresses' }

export const rowsOf = (people: readonly MailPerson[]): PersonRow[] => people.map((person) => ({ ...person, addresses: person.addresses.join(', ') }));

/** The people as they can be saved, or the first row that is not right. */
export function peopleIn(rows: readonly PersonRow[]): { people: MailPerson[] } | { problem: RowProblem } {
  const parsed = mailPeopleSchema.shape.people.safeParse(rows.map((row) => ({ ...row, addresses: row.addresses.split(/[\s,;]+/).filter((address) => address !== '') })));
  if (parsed.success) return { people: parsed.data };
  const [row, field] = parsed.error.issues[0]?.path ?? [];
  return { problem: { row: Number(row ?? 0), field: field === 'name' ? 'name' : 'addresses' } };
}
