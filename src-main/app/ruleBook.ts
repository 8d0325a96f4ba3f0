import type { Output } from '#shared/contract/index.ts';
import { appError } from '#shared/domain/errors.ts';
import { WorkingCalendar } from '#shared/domain/calendar/workingDays.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isToldByMail } from '#shared/domain/incident/mailText.ts';
import { demandsOf } from '#shared/domain/procedure/demands.ts';
import { procedureOf, type Procedure, type Ruled } from '#shared/domain/procedure/procedure.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ScheduleEntry } from '#shared/domain/schedule.ts';
import { holidays, holidaysSchema, type YearFile } from '#shared/rules/holidays.ts';
import { isPictureRecorded, rules, type Office } from '#shared/rules/index.ts';
import { readDataFile } from '#shared/rules/schema/read.ts';
import { ruleFileSchema, type DemandRule, type RuleFile } from '#shared/rules/schema/ruleFile.ts';
import { zoneOffsetMs } from './courtDay.ts';
import { courtTimeZone, type BroughtFile, type Settings } from './settings.ts';

export const courtOffset = (utcMs: number): number => zoneOffsetMs(courtTimeZone, utcMs);

type Contents = { rules: RuleFile } | { years: readonly YearFile[] };
type Read = { file: BroughtFile } & (Contents | { problem: string });

/** What kind of file it is shows in its first bracket: an order is an object, holidays are a list of years. */
function contentsOf(name: string, text: string): Result<Contents> {
  if (text.trimStart().startsWith('[')) {
    const years = readDataFile(name, text, holidaysSchema);
    return years.ok ? ok({ years: years.value }) : years;
  }
  const rule = readDataFile(name, text, ruleFileSchema);
  return rule.ok ? ok({ rules: rule.value }) : rule;
}

const keyOf = ({ id, order }: RuleFile): string => `${id} ${order.edition}`;
const yearsKey = (years: readonly YearFile[]): string => `holidays ${years.map(({ year }) => year).join(', ')}`;
const contentsKey = (contents: Contents): string => ('rules' in contents ? keyOf(contents.rules) : yearsKey(contents.years));

function readAgain(file: BroughtFile): Read {
  const contents = contentsOf(file.key, file.text);
  return contents.ok ? { file, ...contents.value } : { file, problem: contents.error.detail ?? contents.error.code };
}

/**
 * The rules and the calendar that this console goes by: those delivered with it, and over them those that the
 * administrator brought in. A file that cannot be read takes nothing away: what was gone by before it stays.
 */
export class RuleBook {
  readonly #shelf: Pick<Settings, 'broughtRules' | 'saveBroughtRules'>;
  readonly #delivered: readonly RuleFile[] = rules.ok ? rules.value : [];
  #brought: readonly Read[] = [];

  constructor(shelf: Pick<Settings, 'broughtRules' | 'saveBroughtRules'>) {
    this.#shelf = shelf;
  }

  /** Until then it goes by what was delivered. */
  async load(): Promise<void> {
    this.#brought = (await this.#shelf.broughtRules()).map(readAgain);
  }

  files(): readonly RuleFile[] {
    const brought = this.#brought.flatMap((read) => ('rules' in read ? [read.rules] : []));
    const keys = new Set(brought.map(keyOf));
    return [...this.#delivered.filter((file) => !keys.has(keyOf(file))), ...brought];
  }

  years(): readonly YearFile[] {
    const brought = this.#brought.flatMap((read) => ('years' in read ? read.years : []));
    return [...new Map([...holidays, ...brought].map((year) => [year.year, year])).values()].toSorted((a, b) => a.year - b.year);
  }

  calendar = (): WorkingCalendar => new WorkingCalendar(this.years());

  /** What the orders in force on its day demand of such a hearing. */
  procedureOf = (schedule: ScheduleEntry): Result<Procedure> => procedureOf(schedule, this.files(), courtOffset);

  /** Whom any order wants told in a way that a message of ours can do. */
  officesToldByMail = (): Office[] => [...new Set(this.files().flatMap(({ notices }) => notices.filter(isToldByMail).flatMap(({ to }) => to)))];

  /** Is the picture of those elsewhere recorded in such a hearing? Where no rules are known, nothing more than the sound. */
  isPictureRecorded = (schedule: ScheduleEntry): boolean => {
    const procedure = this.procedureOf(schedule);
    return procedure.ok && isPictureRecorded(procedure.value.orders);
  };

  /** What decisions in this hearing demand and bring with them; of a hearing for which no rules are known, nothing. */
  demandsOf = (hearing: Hearing): Ruled<DemandRule>[] => {
    const procedure = this.procedureOf(hearing.schedule);
    return procedure.ok ? demandsOf({ procedure: procedure.value, hearing, hall: {} }) : [];
  };

  async bringIn(name: string, text: string, by: string, atMs: number): Promise<Result<{ keys: string[] }>> {
    const contents = contentsOf(name, text);
    if (!contents.ok) return contents;
    const key = contentsKey(contents.value);
    await this.#keep([...this.#brought.filter((read) => read.file.key !== key), { file: { key, text, atMs, by }, ...contents.value }]);
    return ok({ keys: [key] });
  }

  async takeOut(key: string): Promise<Result<Record<string, never>>> {
    if (!this.#brought.some((read) => read.file.key === key)) return err(appError('rules.not_brought', { field: 'key', params: { key } }));
    await this.#keep(this.#brought.filter((read) => read.file.key !== key));
    return ok({});
  }

  list(): Output<'rules.list'> {
    const told = ({ file }: Read) => ({ atMs: file.atMs, by: file.by });
    const broughtOf = (of: (read: Read) => boolean) => ((found) => (found ? told(found) : null))(this.#brought.find(of));
    return {
      orders: this.files().map((file) => ({
        key: keyOf(file), name: file.order.name, edition: file.order.edition, inForceFrom: file.order.inForceFrom, source: file.order.source, confirmed: file.order.confirmed,
        brought: broughtOf((read) => 'rules' in read && read.rules === file),
      })),
      years: this.years().map((year) => {
        const from = this.#brought.find((read) => 'years' in read && read.years.includes(year));
        return { key: from?.file.key ?? yearsKey([year]), year: year.year, source: year.source, holidays: year.holidays.length, daysMoved: year.daysOff.length + year.workingDays.length, brought: from ? told(from) : null };
      }),
      unreadable: this.#brought.flatMap((read) => ('problem' in read ? [{ key: read.file.key, brought: told(read), problem: read.problem }] : [])),
    };
  }

  async #keep(brought: readonly Read[]): Promise<void> {
    await this.#shelf.saveBroughtRules(brought.map(({ file }) => file));
    this.#brought = brought;
  }
}
