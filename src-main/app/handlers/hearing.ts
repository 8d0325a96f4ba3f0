import type { Output, ParsedInput } from '#shared/contract/index.ts';
import { appError } from '#shared/domain/errors.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import type { Ruled } from '#shared/domain/procedure/procedure.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { tracksOf } from '#shared/domain/tracks.ts';
import type { DemandRule } from '#shared/rules/schema/ruleFile.ts';
import { actorOf, type Caller, type Handlers } from '../caller.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock } from '../ports/index.ts';
import type { RecordingDesk } from '../recording/recordingDesk.ts';
import type { Settings } from '../settings.ts';

type Names =
  | 'hearing.get' | 'hearing.connect' | 'hearing.open' | 'hearing.recess' | 'hearing.deliberate' | 'hearing.technicalBreak'
  | 'hearing.closeToPublic' | 'hearing.resume' | 'hearing.close' | 'hearing.postpone' | 'hearing.cancel'
  | 'hearing.addMark' | 'hearing.editMark' | 'hearing.withdrawMark';

interface Deps {
  hearings: Hearings;
  desk: RecordingDesk;
  settings: Settings;
  clock: Clock;
  /** What decisions in a hearing demand and bring with them, as it stands now. */
  demandsOf: (hearing: Hearing) => readonly Ruled<DemandRule>[];
}

type Target = { commandId: string; hearingId: string };
type Committed = Promise<Result<Output<'hearing.open'>>>;

export function hearingHandlers({ hearings, desk, settings, clock, demandsOf }: Deps): Handlers<Names> {
  const run = async ({ commandId, hearingId }: Target, command: HearingCommand, caller: Caller) =>
    hearings.execute(hearingId, commandId, command, actorOf(caller));

  /** A command that may change what the recorder does. Awaited only where the section starts with its recording. */
  const move = async (target: Target, command: HearingCommand, caller: Caller): Committed => {
    const result = await run(target, command, caller);
    if (!result.ok) return result;
    const following = desk.follow(result.value.hearing);
    if (result.value.hearing.starting) await following;
    const now = await hearings.load(target.hearingId);
    return ok({ seq: now?.seq ?? result.value.seq });
  };

  /** The hall has one recorder: a second hearing waits until the first is closed. */
  const begin = async (target: Target, command: (hall: Hall) => HearingCommand, caller: Caller): Committed => {
    const hall = await settings.hall();
    if (!hall) return err(appError('hearing.no_hall'));
    const busyWith = desk.currentId();
    if (busyWith !== null && busyWith !== target.hearingId) return err(appError('hearing.another_in_session'));
    return move(target, command(hall), caller);
  };

  /** What forbids that this hearing is recorded at all; nothing once it was opened. */
  const isUnrecordable = async (hearingId: string): Promise<boolean> => {
    const loaded = await hearings.load(hearingId);
    if (!loaded || loaded.hearing.sections.length > 0) return false;
    return demandsOf(loaded.hearing).some(({ on, effect }) => on === 'open' && effect === 'no_recording');
  };

  const open = async (target: Target, caller: Caller): Committed =>
    ((await isUnrecordable(target.hearingId)) ? err(appError('hearing.nobody_appeared')) : begin(target, (hall) => ({ type: 'open', tracks: tracksOf(hall) }), caller));

  const mark = async (target: Target, command: HearingCommand, caller: Caller): Committed => {
    const result = await run(target, command, caller);
    return result.ok ? ok({ seq: result.value.seq }) : result;
  };

  return {
    'hearing.get': async ({ hearingId }) => {
      const loaded = await hearings.load(hearingId);
      return loaded ? ok(loaded) : err(appError('hearing.not_found'));
    },
    'hearing.connect': (input, caller) => begin(input, () => ({ type: 'connect' }), caller),
    'hearing.open': open,
    'hearing.recess': (input, caller) => move(input, { type: 'recess', reason: input.reason }, caller),
    'hearing.deliberate': (input, caller) => move(input, { type: 'deliberate' }, caller),
    'hearing.technicalBreak': (input, caller) => move(input, { type: 'technicalBreak', reason: input.reason }, caller),
    'hearing.closeToPublic': (input, caller) => move(input, { type: 'closeToPublic', reason: input.reason }, caller),
    'hearing.resume': (input, caller) => move(input, { type: 'resume' }, caller),
    'hearing.close': (input, caller) => move(input, { type: 'close' }, caller),
    'hearing.postpone': (input, caller) => move(input, { type: 'postpone', reason: input.reason, nextAtMs: input.nextAtMs }, caller),
    'hearing.cancel': (input, caller) => move(input, { type: 'cancel', reason: input.reason }, caller),
    'hearing.addMark': async (input, caller) => {
      const atMs = Math.round(clock.nowMs() - input.pressedAgoMs);
      const result = await mark(input, addMark(input, atMs), caller);
      return result.ok ? ok({ ...result.value, atMs }) : result;
    },
    'hearing.editMark': (input, caller) => mark(input, { type: 'editMark', markId: input.markId, template: input.template, text: input.text }, caller),
    'hearing.withdrawMark': (input, caller) => mark(input, { type: 'withdrawMark', markId: input.markId }, caller),
  };
}

const addMark = ({ markId, template, text }: ParsedInput<'hearing.addMark'>, atMs: number): HearingCommand =>
  ({ type: 'addMark', markId, atMs, template, text });
