import { randomUUID } from 'node:crypto';
import { EventFeed } from '#main/app/feed.ts';
import { mailHandlers } from '#main/app/handlers/mail.ts';
import { Hearings } from '#main/app/hearings.ts';
import { MailStatusBook } from '#main/app/mailStatus.ts';
import { NoticeMail } from '#main/app/noticeMail.ts';
import type { Clock, Log, Postman } from '#main/app/ports/index.ts';
import { RuleBook } from '#main/app/ruleBook.ts';
import { Settings } from '#main/app/settings.ts';
import { createPostman, type PostmanOptions } from '#main/mail/postman.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Incident } from '#shared/domain/hearing/state.ts';
import type { MailPerson, MailServerSettings } from '#shared/domain/mail.ts';
import { exampleSchedule } from '../fakes/schedule.ts';
import { secretary } from './commits.ts';
import { openTestStore } from './testStore.ts';

export const officeHead = 'recording-486/office_head';
export const head: MailPerson = { office: 'office_head', name: 'Үлгібаев Бекзат', addresses: ['ulgibaev@court.example'] };

/** A mail server of this computer without sign-in. */
export const plainServer = (port: number): MailServerSettings => ({ host: '127.0.0.1', port, security: 'none', sender: 'zal1@court.example', user: '', password: '' });

export type MailDesk = Awaited<ReturnType<typeof openMailDesk>>;

/** What tells by e-mail, as the console puts it together, over a real database. */
export async function openMailDesk(file: string, clock: Clock, log: Log, more: Partial<PostmanOptions> = {}) {
  const { store } = await openTestStore(file, clock);
  const feed = new EventFeed(store.events);
  const hearings = new Hearings(store.events, feed, clock);
  const settings = new Settings(store.settings);
  const ruleBook = new RuleBook(settings);
  const noticeMail = new NoticeMail({ hearings, ruleBook, settings, clock });
  const status = new MailStatusBook({ mails: store.mails, hearings, clock });
  const postman: Postman = createPostman({ mails: store.mails, clock, log, random: () => 0.5, ...more });
  feed.onEvent((record) => { if (record.event.type === 'noticeMailed') postman.wake(); });
  feed.onEvent((record) => void status.follow(record));
  const execute = (hearingId: string, command: HearingCommand) => hearings.execute(hearingId, randomUUID(), command, secretary);
  return {
    store, settings, postman, status, noticeMail,
    calls: mailHandlers({ settings, ruleBook, mails: store.mails, postman, noticeMail }),
    /** A hearing whose camera has failed so long ago. */
    async failed(agoMs = 0): Promise<{ hearingId: string; incidentId: string; notice: string }> {
      const [hearingId, incidentId] = [randomUUID(), randomUUID()];
      await execute(hearingId, { type: 'schedule', schedule: exampleSchedule(), origin: 'manual', serverHearingId: null, demo: false });
      await execute(hearingId, { type: 'openIncident', incidentId, startedAtMs: clock.nowMs() - agoMs, subject: 'camera', deviceId: null, detectedBy: 'person', note: 'сурет жоқ', evidence: [] });
      return { hearingId, incidentId, notice: officeHead };
    },
    execute,
    async incident(hearingId: string): Promise<Incident> {
      const [incident] = (await hearings.load(hearingId))?.hearing.incidents ?? [];
      if (!incident) throw new Error('no incident');
      return incident;
    },
    send: (target: { hearingId: string; incidentId: string; notice: string }, text = 'Камера өшті') =>
      noticeMail.send({ ...target, commandId: randomUUID(), subject: 'Ақау', text }, secretary),
    async close(): Promise<void> {
      await postman.stop();
      await store.close();
    },
  };
}
