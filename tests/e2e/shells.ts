import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { _electron, chromium, type ElectronApplication, type Page } from 'playwright-core';
import { localConsoleFile, localConsoleSchema } from '#main/process/localConsole.ts';
import { withSound } from '../helpers/chromium.ts';
import { startBuiltConsole } from '../helpers/console.ts';
import { electronArguments, electronAvailable, skipLoudly } from './electronAvailable.ts';

/** How a window is opened; everything else of a spec is the same in both shells. */
export interface Shell {
  name: 'web' | 'electron';
  /** `browserArgs`: of Chromium, where a browser shows the windows. */
  start(dataDir: string, browserArgs?: readonly string[]): Promise<ShellRun>;
}

export interface ShellRun {
  /** Where scripts reach the console. */
  url(): string;
  /** A window of its own, at which nobody is signed in. */
  open(): Promise<Page>;
  /** The console's own process, which windows outlive; null where they are part of it. */
  console: { kill9(): Promise<void>; startAgain(): Promise<void> } | null;
  stop(): Promise<void>;
}

const sizePx = { width: 1366, height: 768 };

const web: Shell = {
  name: 'web',
  async start(dataDir, browserArgs = []) {
    let running = await startBuiltConsole(dataDir);
    const { port } = new URL(running.url);
    const browser = await chromium.launch({ ...withSound, args: [...(withSound.args ?? []), ...browserArgs] });
    return {
      url: () => running.url,
      async open() {
        const page = await (await browser.newContext({ viewport: sizePx })).newPage();
        await page.goto(running.url);
        return page;
      },
      console: {
        kill9: () => running.kill9(),
        async startAgain() { running = await startBuiltConsole(dataDir, ['--port', port]); },
      },
      async stop() {
        await browser.close();
        await running.stop();
      },
    };
  },
};

const electron = (executablePath: string): Shell => ({
  name: 'electron',
  async start(dataDir) {
    const program = await _electron.launch({ executablePath, args: electronArguments(), env: { ...process.env, COURTROOM_DATA_DIR: dataDir } });
    await (await program.firstWindow()).waitForLoadState(); // stays as it is: the program ends with it
    const { url } = localConsoleSchema.parse(JSON.parse(await readFile(localConsoleFile(dataDir), 'utf8')));
    return {
      url: () => url,
      async open() {
        const page = await anotherWindow(program);
        await page.setViewportSize(sizePx);
        return page;
      },
      console: null,
      stop: () => program.close(),
    };
  },
});

/** Like the secretary's own window, with the same rights. */
async function anotherWindow(program: ElectronApplication): Promise<Page> {
  const opened = program.waitForEvent('window');
  await program.evaluate(({ BrowserWindow }, preload) => {
    void new BrowserWindow({ webPreferences: { preload, contextIsolation: true, sandbox: true, backgroundThrottling: false } }).loadURL('app://console/');
  }, join(import.meta.dirname, '..', '..', 'dist', 'preload', 'preload.cjs'));
  return opened;
}

const available = electronAvailable();
skipLoudly(available);

/** The web shell always; Electron wherever its binary is, and said aloud where it is not. */
export const shells: readonly Shell[] = 'missing' in available ? [web] : [web, electron(available.executablePath)];
