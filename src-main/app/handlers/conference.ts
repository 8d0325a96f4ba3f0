import { appError, type AppError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import { isOver } from '#shared/domain/hearing/transitions.ts';
import { mayConnect } from '#shared/domain/remote/channels.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { actorOf, type Caller, type Handlers, type Streams } from '../caller.ts';
import type { ConferenceDesk } from '../conference/conferenceDesk.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock, Invitations, LinkStore } from '../ports/index.ts';
import type { Settings } from '../settings.ts';

type Names =
  | 'conference.invite' | 'conference.revoke' | 'conference.admit' | 'conference.mute' | 'conference.renew' | 'conference.answerProblem'
  | 'conference.layout' | 'conference.camera' | 'conference.goesOut' | 'conference.beginTest' | 'conference.endTest' | 'conference.confide' | 'conference.endTalk' | 'conference.interpret'
  | 'conference.say' | 'conference.sfu' | 'conference.link' | 'conference.measured' | 'conference.picture' | 'conference.history';

interface Deps {
  desk: ConferenceDesk;
  hearings: Pick<Hearings, 'load' | 'execute'>;
  uploader: Invitations;
  links: Pick<LinkStore, 'of'>;
  settings: Pick<Settings, 'courtServer' | 'hall'>;
  clock: Pick<Clock, 'nowMs'>;
}

/** A hearing that begins late goes on late. */
const validAfterStartMs = 24 * 3_600_000;

export function conferenceHandlers({ desk, hearings, uploader, links, settings, clock }: Deps): Handlers<Names> {
  const run = async (target: { commandId: string; hearingId: string }, command: HearingCommand, caller: Caller): Promise<Result<Record<string, never>>> => {
    const result = await hearings.execute(target.hearingId, target.commandId, command, actorOf(caller));
    return result.ok ? ok({}) : result;
  };
  const done = (result: Result<void>): Result<Record<string, never>> => (result.ok ? ok({}) : result);

  return {
    'conference.invite': async ({ commandId, hearingId, participantId }, caller) => {
      const loaded = await hearings.load(hearingId);
      const person = loaded?.hearing.schedule.participants.find(({ id }) => id === participantId);
      if (!loaded || !person || !mayConnect(person)) return err(appError(loaded ? 'conference.not_remote' : 'hearing.not_found'));
      if (isOver(loaded.hearing.phase.name)) return err(appError('hearing.illegal_command', { params: { command: 'keepInvitation', from: loaded.hearing.phase.name } }));
      const server = await settings.courtServer();
      if (!server) return err(appError('court_server.not_configured'));
      const { caseNumber, startsAtMs, language } = loaded.hearing.schedule;
      const fromMs = clock.nowMs();
      const untilMs = Math.max(startsAtMs, fromMs) + validAfterStartMs;
      const issued = await uploader.invite({ hearingId, participantId, name: person.name, caseNumber, startsAtMs, language, fromMs, untilMs });
      if (!issued.ok) return issued;
      const { login, password, path } = issued.value;
      const kept = await run({ commandId, hearingId }, { type: 'keepInvitation', participantId, login, fromMs, untilMs }, caller);
      return kept.ok ? ok({ login, password, url: new URL(path, server.url).href, untilMs }) : kept;
    },
    'conference.revoke': async ({ commandId, hearingId, participantId, why }, caller) => {
      const kept = await run({ commandId, hearingId }, { type: 'endInvitation', participantId, why }, caller); // the link ends with this; the server's door next
      if (kept.ok) await uploader.endInvitations(hearingId, participantId, why); // should it not answer, it learns it from the fact
      return kept;
    },
    'conference.beginTest': async ({ hearingId }, caller) => done(await desk.beginTest(hearingId, actorOf(caller).name)),
    'conference.endTest': async ({ commandId, hearingId }, caller) => done(await desk.endTest(hearingId, commandId, actorOf(caller))),
    'conference.admit': async ({ commandId, hearingId, participantId, admitted }, caller) => {
      if (desk.isTesting(hearingId)) return done(desk.stand(participantId, { admitted }));
      return admitted && desk.state().isStopped ? err(appError('conference.stopped')) : run({ commandId, hearingId }, { type: admitted ? 'admit' : 'sendOut', participantId }, caller);
    },
    'conference.mute': async ({ commandId, hearingId, participantId, muted }, caller) => desk.isTesting(hearingId) ? done(desk.stand(participantId, { muted })) : run({ commandId, hearingId }, { type: 'mute', participantId, muted }, caller),
    'conference.confide': async ({ commandId, hearingId, participantId, withIds }, caller) => {
      const refusal = refusalOfChannel(desk);
      if (refusal) return err(refusal);
      return run({ commandId, hearingId }, { type: 'confide', participantId, withIds }, caller);
    },
    'conference.endTalk': ({ commandId, hearingId, participantId }, caller) => run({ commandId, hearingId }, { type: 'endTalk', participantId, why: 'ordered' }, caller),
    'conference.interpret': async ({ commandId, hearingId, participantId, forIds }, caller) => forIds.length > 0 && desk.isThroughSfu() ? err(appError('conference.through_sfu')) : run({ commandId, hearingId }, { type: 'interpret', participantId, forIds }, caller),
    'conference.renew': async ({ participantId }) => done(desk.renew(participantId)),
    'conference.answerProblem': async ({ participantId }) => done(desk.answerProblem(participantId)),
    'conference.layout': async ({ hearingId, display, layout }) => {
      if (!(await hearings.load(hearingId))) return err(appError('hearing.not_found'));
      await desk.arrangements.arrange(hearingId, { [display]: layout });
      return ok({});
    },
    'conference.camera': async ({ hearingId, camera }) => {
      if (!(await hearings.load(hearingId))) return err(appError('hearing.not_found'));
      const isThere = camera.mode === 'automatic' || (await settings.hall())?.cameras.some(({ id }) => id === camera.cameraId) === true;
      if (!isThere) return err(appError('conference.no_camera', { field: 'camera' }));
      await desk.arrangements.arrange(hearingId, { camera });
      return ok({});
    },
    'conference.goesOut': async ({ cameraId, isHeard }) => {
      desk.arrangements.goesOut({ cameraId, isHeard });
      return ok({});
    },
    'conference.say': async ({ participantId, signal }) => (desk.say(participantId, signal) ? ok({}) : err(appError('conference.not_open'))),
    'conference.sfu': async ({ ask }) => (desk.toSfu(ask) ? ok({}) : err(appError('conference.not_open'))),
    'conference.measured': async ({ links: measured }) => done(await desk.measured(measured)),
    'conference.picture': async ({ hearingId, participantId, streamId, frames }) => done(await desk.takePictures(hearingId, participantId, { streamId, frames })),
    'conference.history': async (wanted) => ok({ points: await links.of(wanted) }),
    'conference.link': async ({ participantId, link, sinceAgoMs }) => done(await desk.linkStands(participantId, link, sinceAgoMs)),
  };
}

/** A distributor gives everybody the same: nobody can be put through to somebody alone. */
function refusalOfChannel(desk: ConferenceDesk): AppError | null {
  const { isStopped, hasPage } = desk.state();
  if (isStopped) return appError('conference.stopped');
  if (!hasPage) return appError('conference.no_links');
  return desk.isThroughSfu() ? appError('conference.through_sfu') : null;
}

export const conferenceStreams = (desk: ConferenceDesk): Pick<Streams, 'conference' | 'conference.page'> => ({
  conference: (_, __, emit) => desk.follow(emit),
  'conference.page': (_, __, emit) => desk.attachPage(emit),
});
