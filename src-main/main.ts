import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { appError } from '#shared/domain/errors.ts';
import { createConference } from './signalling/roomLine.ts';
import { createConsole, type Console } from './app/console.ts';
import type { MediaEdge } from './app/ports/index.ts';
import { Settings } from './app/settings.ts';
import { discoverDevices } from './devices/index.ts';
import { createDiskSpace } from './diagnostics/disk.ts';
import { createLog } from './diagnostics/log.ts';
import { createDocuments } from './documents/documents.ts';
import { createPostman } from './mail/postman.ts';
import { createMediaEdge } from './media-edge/edge.ts';
import { createUploader } from './outbox/uploader.ts';
import { openSteadyClock } from './process/clock.ts';
import { createDemoCourtServer } from './process/demoCourtServer.ts';
import { takeLock } from './process/lock.ts';
import { dropTrials, foldersIn, placesIn } from './process/places.ts';
import { runToEnd } from './process/runner.ts';
import { currentProgram, serviceArguments } from './process/services.ts';
import { RecorderClient } from './recorder/service/client.ts';
import { ensureDemoVoices } from './recorder/media/demoVoices.ts';
import { createMediaReader } from './recorder/media/listen.ts';
import { createSealer } from './sealing/sealer.ts';
import { targetPreparer } from './recorder/targets/prepare.ts';
import { createPhotoFiles } from './photos/photoFiles.ts';
import { createRemoteTracks } from './remote-sound/remoteTracks.ts';
import { hallSoundIn } from './watching/hallSound.ts';
import { createWatching } from './watching/publication.ts';
import { openStore } from './store/openStore.ts';

export interface StartOptions {
  dataDir: string;
  /** Folder of the Node bundles: workers and services lie beside each other; assets two folders up. */
  bundleDir: string;
  version: string;
}

export interface RunningConsole extends Console {
  localSecret: string;
  log: ReturnType<typeof createLog>;
  /** Ends the console. Captures are processes of their own and go on. */
  stop(): Promise<void>;
}

/** The composition root: the only file that knows every adapter. */
export async function startConsole({ dataDir, bundleDir, version }: StartOptions): Promise<Result<RunningConsole>> {
  const worker = (name: string) => pathToFileURL(join(bundleDir, `${name}.js`));
  const places = placesIn(dataDir);
  const assetsDir = join(bundleDir, '..', '..', 'assets');
  await mkdir(places.recordings, { recursive: true });
  await mkdir(places.state, { recursive: true, mode: 0o700 });
  const clock = await openSteadyClock(places.clock);
  const lock = takeLock(places.lock);
  if ('heldBy' in lock) return err(appError('internal.unexpected', { detail: `a console already works in ${dataDir} (process ${lock.heldBy})` }));

  const log = createLog({ dataDir, clock });
  const opened = await openStore({ file: places.database, clock, log, workerUrl: worker('store-worker') });
  if (!opened.ok) {
    lock.release();
    return opened;
  }
  const { store, damage } = opened.value;
  const settings = new Settings(store.settings);
  const folders = foldersIn(places.recordings);
  const program = currentProgram(bundleDir);
  const edge = createMediaEdge({ stateDir: places.state, log, clock, command: serviceArguments('media-edge', program) });
  const recorder = new RecorderClient({ stateDir: places.state, version, log, clock, command: serviceArguments('recorder', program) });
  const tracks = createRemoteTracks({ recordingsDir: places.recordings, stateDir: places.state, recorder });
  const uploader = createUploader({ store, clock, log });
  const postman = createPostman({ mails: store.mails, clock, log });
  const demoCourtServer = createDemoCourtServer({ command: serviceArguments('court-server', program), dataDir: places.demoCourtServer, stateDir: places.state });
  const localSecret = randomBytes(32).toString('base64url');
  const console_ = createConsole({
    store, storeDamage: damage, settings, recorder, edge, uploader, postman, conference: createConference(clock), watching: createWatching(clock), hallSound: hallSoundIn(places.recordings, log), tracks, photoFiles: createPhotoFiles(places.state), folders, dropTrials, clock, log, version, localSecret, demoCourtServer,
    reader: createMediaReader({ ...folders, segments: store.segments }),
    sealer: createSealer({ clock, log }),
    documents: createDocuments({ fontDir: join(assetsDir, 'fonts'), workerUrl: worker('print-worker') }),
    disk: createDiskSpace(() => settings.hall()),
    recordingsDir: places.recordings,
    prepareTarget: targetPreparer(places.recordings),
    discover: discoverDevices,
    prepareDemo: () => ensureDemoVoices(places.voices, runToEnd),
  });

  const [edgeStarted, recorderStarted] = await Promise.all([edge.start(), recorder.start()]);
  if (!edgeStarted.ok) log.error('media_edge', 'live pictures are not available', edgeStarted.error);
  if (!recorderStarted.ok) log.error('recorder', 'nothing can be recorded until it starts', recorderStarted.error);
  await console_.resume();
  return ok({
    ...console_, localSecret, log,
    async stop() {
      await console_.endTrial();
      console_.endLine();
      await uploader.stop();
      await postman.stop();
      await demoCourtServer.stop();
      await (recorder.status().mode === 'record' ? leaveRunning(recorder, edge) : stopMedia(recorder, edge));
      await store.close();
      lock.release();
      log.close();
    },
  });
}

/** A hearing goes on being recorded; the next console takes over. */
async function leaveRunning(recorder: RecorderClient, edge: MediaEdge): Promise<void> {
  await recorder.detach();
  edge.detach();
}

async function stopMedia(recorder: RecorderClient, edge: MediaEdge): Promise<void> {
  await recorder.stop();
  await edge.stop();
}
