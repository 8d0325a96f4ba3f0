import { z } from 'zod';
import { lastReadinessSchema } from '#shared/contract/calls/readiness.ts';
import { arrangementSchema, usualArrangement, type Arrangement } from '#shared/conference/stage.ts';
import { courtServerSettingsSchema } from '#shared/contract/calls/session.ts';
import { hallSchema, type Hall } from '#shared/domain/hall.ts';
import { mailPeopleSchema, mailServerSchema, type MailPeople, type MailServerSettings } from '#shared/domain/mail.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { keptTestCallSchema, type KeptTestCall } from '#shared/domain/remote/testCall.ts';
import { knownHallSchema, type KnownHall } from '#shared/domain/procedure/halls.ts';
import { remoteTracks } from '#shared/domain/remote/recorded.ts';
import { tracksOf, type Track } from '#shared/domain/tracks.ts';
import type { SettingStore } from './ports/index.ts';

export type LastReadiness = z.infer<typeof lastReadinessSchema>;
export type CourtServerSettings = z.infer<typeof courtServerSettingsSchema>;

/** Kazakhstan has had one time zone since 1 March 2024. */
export const courtTimeZone = 'Asia/Almaty';

/** A rule file or holidays that the administrator brought in, as it was given: a later program reads it again by its own schema. */
const broughtFileSchema = z.object({ key: z.string(), text: z.string(), atMs: z.number(), by: z.string() });
export type BroughtFile = z.infer<typeof broughtFileSchema>;

const begunTestSchema = z.object({ hearingId: z.uuid(), sinceMs: z.number(), begunBy: z.string() });
/** A test session that was begun and not ended. */
export type BegunTest = z.infer<typeof begunTestSchema>;

/** Typed settings over the store's rows. A row that does not fit its schema (an older program wrote it) counts as absent, and the wizard asks again. */
export class Settings {
  readonly #store: SettingStore;
  #hall: Hall | null | undefined;

  constructor(store: SettingStore) {
    this.#store = store;
  }

  async hall(): Promise<Hall | null> {
    if (this.#hall === undefined) this.#hall = await this.#read('hall', hallSchema);
    return this.#hall;
  }

  async saveHall(hall: Hall): Promise<void> {
    await this.#store.set('hall', hall);
    this.#hall = hall;
  }

  /** What a hearing is recorded on, with those elsewhere whose own sound is kept: the hall as it stood at its opening; as it stands today before that, and where an older program did not note it. */
  async tracksFor(hearing: Pick<Hearing, 'tracks' | 'remotes' | 'schedule'>): Promise<Track[]> {
    const hall = hearing.tracks ? null : await this.hall();
    return [...(hearing.tracks ?? (hall ? tracksOf(hall) : [])), ...remoteTracks(hearing)];
  }

  courtServer(): Promise<CourtServerSettings | null> {
    return this.#read('courtServer', courtServerSettingsSchema);
  }

  async saveCourtServer(settings: CourtServerSettings | null): Promise<void> {
    await this.#store.set('courtServer', settings);
  }

  mailServer(): Promise<MailServerSettings | null> {
    return this.#read('mailServer', mailServerSchema);
  }

  async saveMailServer(server: MailServerSettings | null): Promise<void> {
    await this.#store.set('mailServer', server);
  }

  /** Until somebody has decided otherwise, nothing is sent that nobody has read. */
  async mailPeople(): Promise<MailPeople> {
    return (await this.#read('mailPeople', mailPeopleSchema)) ?? { people: [], atOnce: false };
  }

  async saveMailPeople(people: MailPeople): Promise<void> {
    await this.#store.set('mailPeople', people);
  }

  /** Where everything is recorded a second time; null for nowhere. */
  secondRecordingFolder(): Promise<string | null> {
    return this.#read('secondRecordingFolder', z.string().min(1));
  }

  async saveSecondRecordingFolder(folder: string | null): Promise<void> {
    await this.#store.set('secondRecordingFolder', folder);
  }

  async broughtRules(): Promise<BroughtFile[]> {
    return (await this.#read('broughtRules', z.array(broughtFileSchema))) ?? [];
  }

  async saveBroughtRules(files: BroughtFile[]): Promise<void> {
    await this.#store.set('broughtRules', files);
  }

  /** The halls of the court; this console's own is one of them when somebody entered it. */
  async halls(): Promise<KnownHall[]> {
    return (await this.#read('halls', z.array(knownHallSchema))) ?? [];
  }

  async saveHalls(halls: KnownHall[]): Promise<void> {
    await this.#store.set('halls', halls);
  }

  async testCalls(): Promise<KeptTestCall[]> {
    return (await this.#read('testCalls', z.array(keptTestCallSchema))) ?? [];
  }

  async saveTestCalls(calls: KeptTestCall[]): Promise<void> {
    await this.#store.set('testCalls', calls);
  }

  testSession(): Promise<BegunTest | null> {
    return this.#read('testSession', begunTestSchema);
  }

  async saveTestSession(test: BegunTest | null): Promise<void> {
    await this.#store.set('testSession', test);
  }

  async lastReadiness(): Promise<LastReadiness | null> {
    return this.#read('lastReadiness', lastReadinessSchema);
  }

  async saveLastReadiness(last: LastReadiness): Promise<void> {
    await this.#store.set('lastReadiness', last);
  }

  /** How the displays were laid out last, in the hearing it was chosen in. */
  async arrangement(): Promise<Arrangement> {
    return (await this.#read('arrangement', arrangementSchema)) ?? usualArrangement;
  }

  async saveArrangement(arrangement: Arrangement): Promise<void> {
    await this.#store.set('arrangement', arrangement);
  }

  /** Set while the court server is the one inside the demonstration hall; its address changes with every start. */
  async demoServerToken(): Promise<string | null> {
    return this.#read('demoServerToken', courtServerSettingsSchema.shape.deviceToken);
  }

  async saveDemoServerToken(token: string | null): Promise<void> {
    await this.#store.set('demoServerToken', token);
  }

  async #read<T>(key: string, schema: z.ZodType<T>): Promise<T | null> {
    const parsed = schema.safeParse(await this.#store.get(key));
    return parsed.success ? parsed.data : null;
  }
}
