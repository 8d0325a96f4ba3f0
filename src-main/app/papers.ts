import type { Input, Output } from '#shared/contract/index.ts';
import type { Actor } from '#shared/domain/actor.ts';
import { deadlineFrom, type Deadline } from '#shared/domain/calendar/deadline.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { row } from '#shared/domain/officialText.ts';
import { fillForm, needsAnswer, type Filled } from '#shared/domain/papers/form.ts';
import { prefill, slotsOf } from '#shared/domain/papers/prefill.ts';
import type { Ruled } from '#shared/domain/procedure/procedure.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { RuleFile } from '#shared/rules/schema/ruleFile.ts';
import type { Hearings } from './hearings.ts';
import type { Clock, Documents, Folders } from './ports/index.ts';
import { courtOffset, type RuleBook } from './ruleBook.ts';
import type { Settings } from './settings.ts';
import { writeDocument } from './writtenDocument.ts';

type Form = Ruled<RuleFile['documents'][number]>;
type Committed = Promise<Result<{ seq: number }>>;

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  ruleBook: RuleBook;
  settings: Pick<Settings, 'hall'>;
  documents: Pick<Documents, 'write'>;
  folders: Folders;
  clock: Pick<Clock, 'nowMs'>;
  /** Something new may be uploaded. */
  onQueued: () => void;
}

/** Applications, answers, letters and requests: filled from what is known, written by a person, numbered, printed, queued. */
export class Papers {
  readonly #d: Deps;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  async draft({ hearingId, step, language, values, answer = null }: Input<'paper.draft'>): Promise<Result<Output<'paper.draft'>>> {
    const found = await this.#formOf(hearingId, step);
    if (!found.ok) return found;
    const { hearing, form, testBy } = found.value;
    const ownCourt = (await this.#d.settings.hall())?.court ?? '';
    const known: Filled = { ...prefill({ form, schedule: hearing.schedule, ownCourt, language, offset: courtOffset, testBy }), ...values };
    return ok({
      title: form.title[language], values: known, slots: slotsOf(form, language), text: fillForm(form, language, known, answer),
      needsAnswer: needsAnswer(form, language), signatories: form.signatories, suggestedNumber: `${hearing.schedule.caseNumber}/${hearing.papers.length + 1}`,
    });
  }

  async compose({ hearingId, commandId, paperId, step, language, values, answer = null }: Input<'paper.compose'>, by: Actor): Committed {
    const found = await this.#formOf(hearingId, step);
    if (!found.ok) return found;
    const text = fillForm(found.value.form, language, values, answer);
    return seqOf(await this.#d.hearings.execute(hearingId, commandId, { type: 'composePaper', paperId, step, language, values, answer, text }, by));
  }

  /** A paper written anew meanwhile in another window is not what was printed, and is refused. */
  async finalise({ hearingId, commandId, paperId, number, signedBy, way }: Input<'paper.finalise'>, by: Actor): Committed {
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded) return err(appError('hearing.not_found'));
    const paper = loaded.hearing.papers.find((p) => p.paperId === paperId);
    if (!paper) return err(appError('paper.not_found', { field: 'paperId' }));
    const { language, text, step, answer } = paper;
    const finalise = { type: 'finalisePaper', paperId, number, signedBy, way, text } as const;
    if (paper.final) return seqOf(await this.#d.hearings.execute(hearingId, commandId, { ...finalise, files: [] }, by));
    const form = this.#formIn(loaded.hearing, step);
    if (!form.ok) return form;
    if (needsAnswer(form.value, language) && answer === null) return err(appError('paper.undecided', { field: 'answer' }));
    const written = await writeDocument(this.#d, loaded.hearing, {
      kind: 'paper', name: `${form.value.form.replaceAll('_', '-')}-${paperId.slice(0, 8)}`, language, title: form.value.title[language], text: `${row(`№ ${number}`, '')}\n\n${text}`,
    });
    if (!written.ok) return written;
    const done = await this.#d.hearings.execute(hearingId, commandId, { ...finalise, files: written.value.files }, by, { files: written.value.queued });
    this.#d.onQueued();
    return seqOf(done);
  }

  async #formOf(hearingId: string, step: string): Promise<Result<{ hearing: Hearing; form: Form; testBy: Deadline | null }>> {
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded) return err(appError('hearing.not_found'));
    const form = this.#formIn(loaded.hearing, step);
    return form.ok ? ok({ hearing: loaded.hearing, form: form.value, testBy: this.#testBy(loaded.hearing) }) : form;
  }

  /** As the checklist has it: form and list must not name two different days. */
  #testBy({ schedule }: Hearing): Deadline | null {
    const procedure = this.#d.ruleBook.procedureOf(schedule);
    const term = procedure.ok ? procedure.value.steps.find(({ does, term: of }) => does === 'test_session' && of?.from.includes('hearing_start'))?.term : undefined;
    return term ? deadlineFrom(schedule.startsAtMs, term.length, this.#d.ruleBook.calendar(), courtOffset) : null;
  }

  #formIn({ schedule }: Hearing, step: string): Result<Form> {
    const procedure = this.#d.ruleBook.procedureOf(schedule);
    if (!procedure.ok) return procedure;
    const rule = procedure.value.steps.find(({ key }) => key === step);
    const form = rule && procedure.value.documents.find((document) => document.orderId === rule.orderId && document.form === rule.does);
    return form ? ok(form) : err(appError('step.not_demanded', { field: 'step', params: { step } }));
  }
}

const seqOf = (result: Awaited<ReturnType<Hearings['execute']>>): Result<{ seq: number }> => (result.ok ? ok({ seq: result.value.seq }) : result);
