import { app, dialog, Menu, session } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#shared/domain/errors.ts';
import type { Log } from '../../app/ports/index.ts';
import type { ConsoleFace } from '../../app/ports/shell.ts';
import { serveIpc } from './ipc.ts';
import { lockDown } from './lockdown.ts';
import { letWindowsStandBack } from './standingBack.ts';
import { PlacementFile } from './placementFile.ts';
import { stayAwakeWhileRecording, type RecordingActive } from './powerSave.ts';
import { registerScheme, serveProtocol } from './protocol.ts';
import { ConsoleWindows, windowOptions } from './windows.ts';

/** The console behind the windows, once it has started. */
export interface RunningConsole {
  face: ConsoleFace;
  log: Log;
  recordingActive: RecordingActive;
  /** Ends the console. Captures are processes of their own: a hearing goes on being recorded. */
  stop(): Promise<void>;
}

export interface ElectronShellOptions {
  rendererDir: string;
  preloadFile: string;
  dataDir: string;
  start(): Promise<RunningConsole>;
}

/**
 * The whole of Electron's main process. Call it once, synchronously, before anything is awaited: the
 * scheme and the sandbox can only be set before Electron is ready, and Electron is not ready before
 * the entry has run to its end.
 */
export function runElectronShell(options: ElectronShellOptions): void {
  registerScheme();
  app.enableSandbox();
  keepProfileIn(join(options.dataDir, 'electron'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  Menu.setApplicationMenu(null); // its keys (reload, close) would take the secretary's
  app.whenReady().then(() => options.start()).then((running) => showConsole(options, running)).catch(endWithWords);
}

/** Electron's lock belongs to its profile, and so to the data folder: one console for each. */
function keepProfileIn(dir: string): void {
  mkdirSync(dir, { recursive: true });
  app.setPath('userData', dir);
}

/** Nothing is on the screen yet, so the system's own box has to say it. */
function endWithWords(e: unknown): void {
  dialog.showErrorBox(app.getName(), messageOf(e));
  app.exit(1);
}

function showConsole({ rendererDir, preloadFile, dataDir }: ElectronShellOptions, running: RunningConsole): void {
  const { face, log, recordingActive } = running;
  const windows = new ConsoleWindows({ preloadFile, places: new PlacementFile(join(dataDir, 'windows.json'), log), log });
  letWindowsStandBack();
  lockDown({ session: session.defaultSession, log, openJudgeDisplay: () => windows.showJudge(), linksWindow: windowOptions(preloadFile) });
  serveProtocol({ face, rendererDir, log });
  serveIpc({ router: face.router, log });
  const letSleep = stayAwakeWhileRecording(recordingActive);
  app.on('second-instance', () => windows.showSecretary());
  app.on('window-all-closed', () => app.quit());
  stopConsoleBeforeQuit(log, async () => {
    letSleep();
    await windows.rememberPlaces();
    await running.stop();
  });
  face.offerWindows(windows.pictures);
  windows.open();
}

/** Asks nothing: leaving the program never ends a hearing. */
function stopConsoleBeforeQuit(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    stop().then(() => app.exit(0), (e: unknown) => {
      log.error('electron', `the console did not stop cleanly: ${messageOf(e)}`);
      app.exit(1);
    });
  });
}
