import type { Output } from '#shared/contract/index.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { actorOf, type Caller, type Handlers } from '../caller.ts';
import { evidenceFor } from '../evidence.ts';
import type { Hearings } from '../hearings.ts';
import type { PaperWork } from '../paperWork.ts';
import type { Clock, LogFeed } from '../ports/index.ts';
import type { StatusBoard } from '../statusBoard.ts';

type Names =
  | 'incident.open' | 'incident.update' | 'incident.resolve' | 'act.compose' | 'act.edit' | 'act.finalise'
  | 'protocol.preview' | 'protocol.compose';

interface Deps {
  hearings: Hearings;
  paperWork: PaperWork;
  status: StatusBoard;
  logFeed: LogFeed;
  clock: Clock;
}

export function incidentHandlers({ hearings, paperWork, status, logFeed, clock }: Deps): Handlers<Names> {
  const run = async (target: { commandId: string; hearingId: string }, command: HearingCommand, caller: Caller): Promise<Result<Output<'incident.open'>>> => {
    const result = await hearings.execute(target.hearingId, target.commandId, command, actorOf(caller));
    return result.ok ? ok({ seq: result.value.seq }) : result;
  };

  return {
    'incident.open': async (input, caller) => {
      const { incidentId, subject, deviceId, note } = input;
      const startedAtMs = Math.round(clock.nowMs() - input.startedAgoMs);
      const evidence = evidenceFor(subject, deviceId, await status.snapshot(), logFeed.recent(40));
      return run(input, { type: 'openIncident', incidentId, subject, deviceId, note, startedAtMs, detectedBy: 'person', evidence }, caller);
    },
    'incident.update': (input, caller) =>
      run(input, { type: 'updateIncident', incidentId: input.incidentId, note: input.note, expectedRestorationMs: input.expectedRestorationMs }, caller),
    'incident.resolve': (input, caller) => run(input, { type: 'resolveIncident', incidentId: input.incidentId, how: input.how }, caller),
    'act.compose': async (input, caller) => {
      const composed = await paperWork.composeAct(input.hearingId, input.incidentId, input.language);
      return composed.ok ? run(input, { type: 'composeAct', actId: input.actId, ...composed.value }, caller) : composed;
    },
    'act.edit': (input, caller) => run(input, { type: 'editAct', actId: input.actId, text: input.text }, caller),
    'act.finalise': (input, caller) => paperWork.finaliseAct(input.hearingId, input.actId, input.commandId, actorOf(caller)),
    'protocol.preview': ({ hearingId, kind, language }) => paperWork.protocolText(hearingId, { kind, language }),
    'protocol.compose': (input, caller) => paperWork.protocol(input.hearingId, { kind: input.kind, language: input.language }, input.commandId, actorOf(caller)),
  };
}
