import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { startConsole } from '../main.ts';
import { defaultDataDir } from '../process/dataDir.ts';
import { localConsoleFile } from '../process/localConsole.ts';
import { requestedService } from '../process/services.ts';
import { runElectronShell, type RunningConsole } from '../shells/electron/index.ts';
import { becomeService } from '../shells/electron/service.ts';
import { startWebShell } from '../shells/web/index.ts';

const bundleDir = dirname(fileURLToPath(import.meta.url));
const rendererDir = join(bundleDir, '..', 'renderer');

/** The console behind Electron's windows; on loopback it also answers scripts and the specialist's own browser. */
async function start(): Promise<RunningConsole> {
  const dataDir = defaultDataDir();
  const started = await startConsole({ dataDir, bundleDir, version: packageJson.version });
  if (!started.ok) throw new Error(started.error.detail ?? started.error.code);
  const running = started.value;
  const { face, log, localSecret } = running;
  const web = await startWebShell({
    face, log, rendererDir, host: '127.0.0.1', port: 0, lan: false,
    localTokenFile: { path: localConsoleFile(dataDir), secret: localSecret },
  });
  if (!web.ok) log.error('web', 'scripts cannot reach this console', web.error);
  return {
    face, log, recordingActive: (listener) => running.onRecording(listener),
    async stop() {
      if (web.ok) await web.value.close();
      await running.stop();
    },
  };
}

const service = requestedService(process.argv);
if (service === null) {
  runElectronShell({ rendererDir, preloadFile: join(bundleDir, '..', 'preload', 'preload.cjs'), dataDir: defaultDataDir(), start });
} else {
  becomeService();
  // A service reads its arguments as it does under Node: after the program and the script.
  const at = process.argv.findIndex((arg) => arg.startsWith('--service='));
  process.argv = [process.execPath, service, ...process.argv.slice(at + 1)];
  const programs = {
    recorder: () => import('./recorder.ts'),
    'media-edge': () => import('../media-edge/edgeProcess.ts'),
    'court-server': () => import('../../src-server/main.ts'),
  };
  await programs[service]();
}
