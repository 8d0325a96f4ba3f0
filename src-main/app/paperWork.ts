import type { Output } from '#shared/contract/index.ts';
import { composeAct, type ComposedAct } from '#shared/domain/act/compose.ts';
import type { Actor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import { composeChronicle } from '#shared/domain/chronicle/compose.ts';
import { nextVersion } from '#shared/domain/hearing/decide.ts';
import type { Hearing, Language, ProtocolKind } from '#shared/domain/hearing/state.ts';
import { noticeChain } from '#shared/domain/incident/chain.ts';
import { composeProtocol } from '#shared/domain/protocol/compose.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Hearings } from './hearings.ts';
import type { Clock, Documents, Folders } from './ports/index.ts';
import { courtOffset, type RuleBook } from './ruleBook.ts';
import type { Settings } from './settings.ts';
import { Turns } from './turns.ts';
import { writeDocument } from './writtenDocument.ts';

interface Deps {
  hearings: Hearings;
  documents: Pick<Documents, 'write'>;
  folders: Folders;
  settings: Settings;
  ruleBook: RuleBook;
  clock: Clock;
  /** Something new may be uploaded. */
  onQueued: () => void;
}

/** Which document of the hearing as a whole. */
export interface WhichProtocol { kind: ProtocolKind; language: Language }

const compose = { short: composeProtocol, chronicle: composeChronicle };
const fileNames = { short: 'protocol', chronicle: 'chronicle' };

type Committed = Promise<Result<Output<'protocol.compose'>>>;

/**
 * Acts and protocols: composed from the hearing's facts, written beside the recording, queued with the event that
 * announces them. One document of a hearing at a time: its version and its file's name come from those before it.
 */
export class PaperWork {
  readonly #d: Deps;
  readonly #turns = new Turns();

  constructor(deps: Deps) {
    this.#d = deps;
  }

  async composeAct(hearingId: string, incidentId: string, language: Language): Promise<Result<Omit<ComposedAct, 'title'> & { incidentId: string; language: Language }>> {
    const hearing = await this.#hearing(hearingId);
    if (!hearing.ok) return hearing;
    const incident = hearing.value.incidents.find((i) => i.incidentId === incidentId);
    if (!incident) return err(appError('incident.not_found', { field: 'incidentId' }));
    const procedure = this.#d.ruleBook.procedureOf(hearing.value.schedule);
    if (!procedure.ok) return procedure;
    const { ruleBook, settings, clock } = this.#d;
    const now = { offset: courtOffset, nowMs: clock.nowMs() };
    const links = noticeChain({ procedure: procedure.value, incident, acts: hearing.value.acts, calendar: ruleBook.calendar(), ...now });
    const composed = composeAct({ hearing: hearing.value, incident, language, orders: procedure.value.orders, links, tracks: await settings.tracksFor(hearing.value), ...now });
    if (!composed.ok) return composed;
    const { title: _, ...act } = composed.value;
    return ok({ ...act, incidentId, language });
  }

  finaliseAct(hearingId: string, actId: string, commandId: string, by: Actor): Committed {
    return this.#turns.take(hearingId, () => this.#finaliseAct(hearingId, actId, commandId, by));
  }

  /** Printing takes a while: an act edited meanwhile in another window is not what was printed, and is refused. */
  async #finaliseAct(hearingId: string, actId: string, commandId: string, by: Actor): Committed {
    const hearing = await this.#hearing(hearingId);
    if (!hearing.ok) return hearing;
    const act = hearing.value.acts.find((a) => a.actId === actId);
    if (!act) return err(appError('act.not_found', { field: 'actId' }));
    if (act.final) return this.#committed(await this.#d.hearings.execute(hearingId, commandId, { type: 'finaliseAct', actId, text: act.text, files: [] }, by));
    const written = await writeDocument(this.#d, hearing.value, { kind: 'act', name: `act-${actId.slice(0, 8)}`, language: act.language, title: act.clause, text: act.text });
    if (!written.ok) return written;
    const { files, queued } = written.value;
    const result = await this.#d.hearings.execute(hearingId, commandId, { type: 'finaliseAct', actId, text: act.text, files }, by, { files: queued });
    this.#d.onQueued();
    return this.#committed(result);
  }

  async protocolText(hearingId: string, which: WhichProtocol): Promise<Result<{ text: string }>> {
    const hearing = await this.#hearing(hearingId);
    return hearing.ok ? ok(await this.#composeProtocol(hearing.value, which)) : hearing;
  }

  /** A new version of the short protocol (K336-9, K336-19), or of the chronicle. */
  protocol(hearingId: string, which: WhichProtocol, commandId: string, by: Actor): Committed {
    return this.#turns.take(hearingId, () => this.#protocol(hearingId, which, commandId, by));
  }

  async #protocol(hearingId: string, { kind, language }: WhichProtocol, commandId: string, by: Actor): Committed {
    const hearing = await this.#hearing(hearingId);
    if (!hearing.ok) return hearing;
    const { title, text } = await this.#composeProtocol(hearing.value, { kind, language });
    const name = `${fileNames[kind]}-v${nextVersion(hearing.value, kind)}`;
    const written = await writeDocument(this.#d, hearing.value, { kind: 'protocol', name, language, title, text });
    if (!written.ok) return written;
    const { files, queued } = written.value;
    const result = await this.#d.hearings.execute(hearingId, commandId, { type: 'addProtocol', kind, language, files }, by, { files: queued });
    this.#d.onQueued();
    return this.#committed(result);
  }

  /** A protocol is made whatever the rules: without any it cites none. */
  async #composeProtocol(hearing: Hearing, { kind, language }: WhichProtocol) {
    const procedure = this.#d.ruleBook.procedureOf(hearing.schedule);
    const orders = procedure.ok ? procedure.value.orders : [];
    return compose[kind]({ hearing, language, orders, tracks: await this.#d.settings.tracksFor(hearing), offset: courtOffset, nowMs: this.#d.clock.nowMs() });
  }

  async #hearing(hearingId: string): Promise<Result<Hearing>> {
    const loaded = await this.#d.hearings.load(hearingId);
    return loaded ? ok(loaded.hearing) : err(appError('hearing.not_found'));
  }

  #committed(result: Awaited<ReturnType<Hearings['execute']>>): Result<{ seq: number }> {
    return result.ok ? ok({ seq: result.value.seq }) : result;
  }
}
