import { randomUUID } from 'node:crypto';
import type { Output } from '#shared/contract/index.ts';
import { appError } from '#shared/domain/errors.ts';
import { withoutAddresses } from '#shared/domain/hall.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Caller, Handlers } from '../caller.ts';
import { demoHall } from '../demoHall.ts';
import { hashPassword } from '../passwords.ts';
import type { DemoServerLink } from '../demoServerLink.ts';
import type { PrepareTarget, Recorder, Uploader, UserStore } from '../ports/index.ts';
import type { RecordingDesk } from '../recording/recordingDesk.ts';
import { courtTimeZone, type Settings } from '../settings.ts';

type Names = 'setup.state' | 'setup.tryDemo' | 'setup.complete' | 'setup.devices' | 'settings.get' | 'settings.saveHall' | 'settings.saveCourtServer' | 'settings.saveSecondRecordingFolder';

interface Deps {
  settings: Settings;
  users: UserStore;
  uploader: Pick<Uploader, 'configure'>;
  recorder: Pick<Recorder, 'useSecondTarget'>;
  prepareTarget: PrepareTarget;
  desk: Pick<RecordingDesk, 'currentId'>;
  discover: () => Promise<Output<'setup.devices'>>;
  prepareDemo: () => Promise<Result<void>>;
  demoServer: DemoServerLink;
  version: string;
}

/** Who edits the hall. */
const isTechnical = ({ signedIn }: Caller): boolean => signedIn?.role === 'administrator' || signedIn?.role === 'specialist';

export function setupHandlers({ settings, users, uploader, recorder, prepareTarget, desk, discover, prepareDemo, demoServer, version }: Deps): Handlers<Names> {
  const alreadyDone = async () => ((await settings.hall()) ? err(appError('setup.already_done')) : null);

  let previous: Promise<unknown> = Promise.resolve();
  /** First start happens once: of two windows at the same moment, the second is told that it is done. */
  const oneAtATime = <T>(setUp: () => Promise<T>): Promise<T> => {
    const next = previous.then(setUp);
    previous = next.catch(() => undefined); // the caller sees the failure; the next one must not
    return next;
  };

  return {
    'setup.state': async () => {
      const hall = await settings.hall();
      return ok({ configured: hall !== null, demo: hall?.demo ?? false, hallName: hall?.name ?? null, version });
    },
    'setup.tryDemo': ({ courtServer }, caller) => oneAtATime(async () => {
      const done = await alreadyDone();
      if (done) return done;
      if (caller.remote !== 'local') return err(appError('auth.forbidden', { params: { role: '–' } }));
      const prepared = await prepareDemo();
      if (!prepared.ok) return prepared;
      const linked = courtServer ? await demoServer.first() : ok(undefined);
      if (!linked.ok) return linked;
      await settings.saveHall(demoHall);
      return ok({});
    }),
    'setup.complete': ({ hall, administrator, courtServer }, caller) => oneAtATime(async () => {
      const done = await alreadyDone();
      if (done) return done;
      if (caller.remote !== 'local') return err(appError('auth.forbidden', { params: { role: '–' } }));
      const { name, login, password } = administrator;
      const added = await users.add({ userId: randomUUID(), name, login, role: 'administrator', passwordHash: await hashPassword(password), disabled: false });
      if (!added.ok) return added;
      await settings.saveCourtServer(courtServer);
      uploader.configure(courtServer);
      await settings.saveHall(hall); // last: a console with a hall is a console that is set up
      return ok({});
    }),
    'setup.devices': async (_, caller) => {
      const allowed = (await settings.hall()) === null ? caller.remote === 'local' : isTechnical(caller);
      return allowed ? ok(await discover()) : err(appError('auth.required'));
    },
    'settings.get': async (_, caller) => {
      const hall = await settings.hall();
      if (!hall) return err(appError('setup.required'));
      const court = await settings.courtServer();
      return ok({ hall: isTechnical(caller) ? hall : withoutAddresses(hall), courtServer: court && { url: court.url, deviceTokenSet: true }, secondRecordingFolder: await settings.secondRecordingFolder(), timeZone: courtTimeZone });
    },
    'settings.saveHall': async ({ hall }) => {
      if (desk.currentId() !== null) return err(appError('hearing.another_in_session'));
      // Whoever could make the hall a demonstration hall could then sign in as anybody.
      if (hall.demo !== ((await settings.hall())?.demo ?? false)) return err(appError('input.invalid', { field: 'hall.demo', params: { field: 'hall.demo' } }));
      await settings.saveHall(hall);
      return ok({});
    },
    'settings.saveSecondRecordingFolder': async ({ folder }) => {
      const prepared = folder === null ? ok({ sameDisk: false }) : await prepareTarget(folder);
      if (!prepared.ok) return prepared;
      await settings.saveSecondRecordingFolder(folder);
      recorder.useSecondTarget(folder);
      return prepared;
    },
    'settings.saveCourtServer': async ({ courtServer }) => {
      await demoServer.leave();
      await settings.saveCourtServer(courtServer);
      uploader.configure(courtServer);
      return ok({});
    },
  };
}
