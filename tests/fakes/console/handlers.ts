import { randomUUID } from 'node:crypto';
import type { IdentityPhotos } from '#main/app/identityPhotos.ts';
import { actorOf, type Caller, type Handlers, type Streams } from '#main/app/caller.ts';
import { conferenceHandlers, conferenceStreams } from '#main/app/handlers/conference.ts';
import { testCallHandlers } from '#main/app/handlers/testCalls.ts';
import { participantHandlers } from '#main/app/handlers/participants.ts';
import { observerHandlers, observerStreams } from '#main/app/handlers/observers.ts';
import { roles, type Role } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { HearingSummary, User } from '#shared/contract/schemas.ts';
import { hall } from './data.ts';
import type { FakeConference } from './conference.ts';
import type { FakeObservers } from './observers.ts';
import { hearingsOver, type Memory } from './memory.ts';
import { outboxOf } from './outbox.ts';
import { procedureOver } from './procedure.ts';
import { currentHearing, diskAt, firstFolder, levelsNow, logLine, statusNow, type Weather } from './status.ts';

const names: Record<Role, string> = {
  secretary: 'Нұрғалиева Әсел', judge: 'Сейтқазина Үміт', specialist: 'Ким Артём', administrator: 'Әкімші',
};

const userOf = (role: Role): User => ({ userId: `u-${role}`, name: names[role], login: role, role, disabled: false });

const summary = (h: Hearing): HearingSummary => ({
  hearingId: h.hearingId, schedule: h.schedule, origin: h.origin, serverHearingId: h.serverHearingId, demo: h.demo, phase: h.phase.name,
  openIncidents: h.incidents.filter((i) => !i.resolved).length, actsToFinish: h.acts.filter((a) => !a.final).length,
});

const dayOf = (atMs: number): string => new Date(atMs + 5 * 3_600_000).toISOString().slice(0, 10);

const protocolText = (h: Hearing) =>
  ['ҚЫСҚАША ХАТТАМА', '', h.schedule.court, `Іс № ${h.schedule.caseNumber}`, '', ...h.marks.map((m) => `${new Date(m.atMs).toISOString().slice(11, 19)}  ${m.text}`)].join('\n');

export interface FakeState {
  configured: boolean;
  demo: boolean;
  memory: Memory;
  weather: Weather;
  conference: FakeConference;
  observers: FakeObservers;
  photos: IdentityPhotos;
}

const textOf = (memory: Memory, { hearingId, actId }: { hearingId: string; actId: string }): string => memory.hearings.get(hearingId)?.acts.find((a) => a.actId === actId)?.text ?? '';

const file = (path: string) => ({ path, bytes: 48_213, sha256: 'ab12cd34'.repeat(8) });

/** Under `/home` lies the first disk once more; under `/mnt` there is none. */
function useSecondFolder(weather: Weather, folder: string | null): Result<{ sameDisk: boolean }> {
  if (folder?.startsWith(firstFolder)) return err(appError('input.invalid', { field: 'folder', params: { field: 'folder' } }));
  if (folder?.startsWith('/mnt')) return err(appError('recorder.target_unusable', { field: 'folder', detail: `ENOENT: no such file or directory, mkdir '${folder}'` }));
  weather.targets = [...weather.targets.slice(0, 1), ...(folder === null ? [] : [diskAt(folder, Date.now())])];
  return ok({ sameDisk: folder?.startsWith('/home') ?? false });
}

/** Every call of the contract, answered from memory. */
export function fakeHandlers(state: FakeState): Handlers {
  const { memory } = state;
  const enter = (caller: Caller, role: Role) => {
    const user = userOf(role);
    caller.signedIn = { userId: user.userId, name: user.name, role, token: `token-${role}` };
    return ok({ user, token: `token-${role}` });
  };
  const run = (hearingId: string, command: HearingCommand, caller: Caller) => Promise.resolve(memory.execute(hearingId, command, actorOf(caller)));
  const roleNamed = (text: string) => roles.find((r) => text.endsWith(r));
  return {
    'session.login': async ({ login, password }, caller) => {
      const role = roleNamed(login);
      return role && password === 'password' ? enter(caller, role) : err(appError('auth.wrong_credentials'));
    },
    'session.resume': async ({ token }, caller) => {
      const role = roleNamed(token);
      return role ? enter(caller, role) : err(appError('auth.required'));
    },
    'session.loginDemo': async ({ role }, caller) => enter(caller, role),
    'session.logout': async (_, caller) => { caller.signedIn = null; return ok({}); },
    'session.time': async () => ok({ nowMs: Date.now() }),
    'setup.state': async () => ok({ configured: state.configured, demo: state.demo, hallName: state.configured ? hall.name : null, version: '0.1.0' }),
    'setup.tryDemo': async () => { state.configured = true; state.demo = true; return ok({}); },
    'setup.complete': async () => { state.configured = true; state.demo = false; return ok({}); },
    'setup.devices': async () => ok({
      cameras: [{ name: 'Logitech BRIO', source: { type: 'v4l2', device: '/dev/video0' } }, { name: 'HDMI Capture', source: { type: 'v4l2', device: '/dev/video2' } }],
      microphones: ['Yamaha RM-CR', 'Shure MXA310'].map((name, i) => ({ name, source: { type: 'pulse', device: `alsa_input.usb-${i}` } })),
      problems: ['arecord: not found'],
    }),
    'settings.get': async () => ok({ hall, courtServer: { url: 'http://127.0.0.1:8400', deviceTokenSet: true }, secondRecordingFolder: state.weather.targets[1]?.path ?? null, timeZone: 'Asia/Almaty' }),
    'settings.saveHall': async () => (currentHearing(memory) ? err(appError('hearing.another_in_session')) : ok({})),
    'settings.saveCourtServer': async () => ok({}),
    'settings.saveSecondRecordingFolder': async ({ folder }) => useSecondFolder(state.weather, folder),
    'users.list': async () => ok({ users: roles.map(userOf) }),
    'users.add': async ({ login }) => (roleNamed(login) ? err(appError('user.exists', { field: 'login' })) : ok({ userId: randomUUID() })),
    'users.change': async () => ok({}),
    'schedule.day': async ({ date }) => ok({
      hearings: [...memory.hearings.values()].map(summary).filter((h) => dayOf(h.schedule.startsAtMs) === date).toSorted((a, b) => a.schedule.startsAtMs - b.schedule.startsAtMs),
      fetchedAtMs: Date.now() - 1_800_000,
    }),
    'schedule.refresh': async () => (state.weather.courtServer === 'connected' ? ok({ added: 1, changed: 0, reconciled: 1 }) : err(appError('court_server.unreachable', { detail: 'ECONNREFUSED' }))),
    'schedule.add': async ({ commandId, schedule }, caller) => {
      const result = memory.execute(commandId, { type: 'schedule', schedule, origin: 'manual', serverHearingId: null, demo: true }, actorOf(caller));
      return result.ok ? ok({ ...result.value, hearingId: commandId }) : result;
    },
    'hearing.get': async ({ hearingId }) => memory.get(hearingId),
    'hearing.connect': (i, c) => run(i.hearingId, { type: 'connect' }, c),
    'hearing.open': async (i, c) => {
      const current = currentHearing(memory);
      return current && current.hearingId !== i.hearingId ? err(appError('hearing.another_in_session')) : run(i.hearingId, { type: 'open', tracks: [] }, c);
    },
    'hearing.recess': (i, c) => run(i.hearingId, { type: 'recess', reason: i.reason }, c),
    'hearing.deliberate': (i, c) => run(i.hearingId, { type: 'deliberate' }, c),
    'hearing.technicalBreak': (i, c) => run(i.hearingId, { type: 'technicalBreak', reason: i.reason }, c),
    'hearing.closeToPublic': (i, c) => run(i.hearingId, { type: 'closeToPublic', reason: i.reason }, c),
    'hearing.resume': (i, c) => run(i.hearingId, { type: 'resume' }, c),
    'hearing.close': (i, c) => run(i.hearingId, { type: 'close' }, c),
    'hearing.postpone': (i, c) => run(i.hearingId, { type: 'postpone', reason: i.reason, nextAtMs: i.nextAtMs }, c),
    'hearing.cancel': (i, c) => run(i.hearingId, { type: 'cancel', reason: i.reason }, c),
    'hearing.addMark': async (i, c) => {
      const atMs = Date.now() - i.pressedAgoMs;
      const result = await run(i.hearingId, { type: 'addMark', markId: i.markId, atMs, template: i.template, text: i.text }, c);
      return result.ok ? ok({ ...result.value, atMs }) : result;
    },
    'hearing.editMark': (i, c) => run(i.hearingId, { type: 'editMark', markId: i.markId, template: i.template, text: i.text }, c),
    'hearing.withdrawMark': (i, c) => run(i.hearingId, { type: 'withdrawMark', markId: i.markId }, c),
    ...procedureOver(memory, state.weather),
    ...testCallHandlers(state.conference.testCalls),
    ...conferenceHandlers({ ...state.conference, hearings: hearingsOver(memory), clock: { nowMs: Date.now } }),
    ...participantHandlers(state.photos),
    ...observerHandlers({ ...state.observers, hearings: hearingsOver(memory) }),
    'incident.open': (i, c) => run(i.hearingId, {
      type: 'openIncident', incidentId: i.incidentId, startedAtMs: Date.now() - i.startedAgoMs, subject: i.subject, deviceId: i.deviceId, detectedBy: 'person', note: i.note,
      evidence: ['recorder.mode: record', 'storage.hoursLeft: 312.4'],
    }, c),
    'incident.update': (i, c) => run(i.hearingId, { type: 'updateIncident', incidentId: i.incidentId, note: i.note, expectedRestorationMs: i.expectedRestorationMs }, c),
    'incident.resolve': (i, c) => run(i.hearingId, { type: 'resolveIncident', incidentId: i.incidentId, how: i.how }, c),
    'act.compose': (i, c) => run(i.hearingId, {
      type: 'composeAct', actId: i.actId, incidentId: i.incidentId, language: i.language, text: 'ТЕХНИКАЛЫҚ АҚАУ ТУРАЛЫ АКТ\n\n…', signatories: ['court_administrator_head', 'secretary'], clause: 'K7-18',
    }, c),
    'act.edit': (i, c) => run(i.hearingId, { type: 'editAct', actId: i.actId, text: i.text }, c),
    'act.finalise': (i, c) => run(i.hearingId, { type: 'finaliseAct', actId: i.actId, text: textOf(memory, i), files: [file(`documents/act-${i.actId}.kk.pdf`)] }, c),
    'protocol.preview': async ({ hearingId }) => {
      const found = memory.get(hearingId);
      return found.ok ? ok({ text: protocolText(found.value.hearing) }) : found;
    },
    'protocol.compose': (i, c) => run(i.hearingId, { type: 'addProtocol', kind: i.kind, language: i.language, files: [file(`documents/protocol.${i.language}.txt`), file(`documents/protocol.${i.language}.pdf`)] }, c),
    'queue.list': async ({ hearingId, state: wanted, limit }) => ok({ items: outboxOf(memory, hearingId).filter((i) => !wanted || i.state === wanted).slice(0, limit) }),
    'queue.retryNow': async () => ok({}),
    'recording.info': async ({ hearingId }) => ok({
      dir: `/var/lib/courtroom/recordings/${hearingId}`,
      tracks: [
        ...hall.cameras.map((c) => ({ trackId: c.id, kind: 'video' as const, label: c.label, captureId: c.id, durationMs: 2_400_120, segments: 480, bytes: 611_204_112 })),
        ...hall.microphones.map((m) => ({ trackId: m.id, kind: 'audio' as const, label: m.label, captureId: 'audio', durationMs: 2_400_040, segments: 480, bytes: 19_204_112 })),
      ],
      segments: { closed: 1440, verified: 1440, damaged: 0 },
    }),
    'diagnostics.log': async ({ limit }) => ok({ lines: Array.from({ length: Math.min(limit, 60) }, (_, n) => logLine(n)) }),
  };
}

const every = (delayMs: number, run: () => void): (() => void) => {
  run();
  const timer = setInterval(run, delayMs);
  return () => clearInterval(timer);
};

export function fakeStreams({ memory, weather, conference, observers }: FakeState): Streams {
  return {
    ...conferenceStreams(conference.desk),
    ...observerStreams(observers.desk),
    events: ({ afterSeq, hearingId }, _, emit) => {
      const wanted = (r: { hearingId: string }) => hearingId === undefined || r.hearingId === hearingId;
      for (const record of memory.records) if (record.seq > afterSeq && wanted(record)) emit(record);
      return memory.onEvent((record) => { if (wanted(record)) emit(record); });
    },
    status: (_, __, emit) => {
      const tell = () => emit(statusNow(memory, weather));
      const stops = [every(1000, tell), memory.onEvent(tell)];
      return () => { for (const stop of stops) stop(); };
    },
    levels: (_, __, emit) => every(50, () => emit(levelsNow())),
    log: (_, __, emit) => { let n = 100; return every(2000, () => emit(logLine(n++))); },
  };
}
