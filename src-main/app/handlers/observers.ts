import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isLinkEnded } from '#shared/domain/procedure/demands.ts';
import type { Ruled } from '#shared/domain/procedure/procedure.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { DemandRule } from '#shared/rules/schema/ruleFile.ts';
import { actorOf, type Caller, type Handlers, type Streams } from '../caller.ts';
import type { Hearings } from '../hearings.ts';
import type { ObserversDesk } from '../observers/observersDesk.ts';
import type { Settings } from '../settings.ts';

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  settings: Pick<Settings, 'courtServer'>;
  demandsOf: (hearing: Hearing) => Ruled<DemandRule>[];
}

export function observerHandlers({ hearings, settings, demandsOf }: Deps): Handlers<'observers.allow' | 'observers.end'> {
  const run = async (target: { commandId: string; hearingId: string }, command: HearingCommand, caller: Caller): Promise<Result<Record<string, never>>> => {
    const result = await hearings.execute(target.hearingId, target.commandId, command, actorOf(caller));
    return result.ok ? ok({}) : result;
  };
  return {
    'observers.allow': async (target, caller) => {
      const loaded = await hearings.load(target.hearingId);
      if (loaded && isLinkEnded(loaded.hearing, demandsOf(loaded.hearing))) return err(appError('observers.not_open'));
      if (!(await settings.courtServer())) return err(appError('court_server.not_configured'));
      return run(target, { type: 'allowObservers' }, caller);
    },
    'observers.end': (target, caller) => run(target, { type: 'removeObservers', why: 'withdrawn' }, caller),
  };
}

export const observerStreams = (desk: ObserversDesk): Pick<Streams, 'observers'> => ({ observers: (_, __, emit) => desk.follow(emit) });
