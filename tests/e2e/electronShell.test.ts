import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { electronArguments, electronAvailable, skipLoudly } from './electronAvailable.ts';

const available = electronAvailable();

/** What only the real Electron can say of the shell; everything the console does is told by the other specs. */
describe.skipIf(skipLoudly(available))('Electron', () => {
  let dataDir: string;
  let program: ElectronApplication;
  let window: Page;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'electron-e2e-'));
    const executablePath = 'executablePath' in available ? available.executablePath : '';
    program = await _electron.launch({ executablePath, args: electronArguments(), env: { ...process.env, COURTROOM_DATA_DIR: dataDir } });
    window = await program.firstWindow();
  });

  afterAll(async () => {
    await program?.close();
    await rm(dataDir, { recursive: true });
  });

  test('the renderer comes from app:// and has two functions and no Node', async () => {
    expect(window.url()).toBe('app://console/');
    expect(await window.evaluate('Object.keys(window.courtroom).sort().join()')).toBe('onMessage,send');
    expect(await window.evaluate('typeof require + typeof process')).toBe('undefinedundefined');
  });

  test('the console answers over IPC', async () => {
    const asked = `new Promise((resolve) => { window.courtroom.onMessage((m) => { if (m.id === 424242) resolve(m); });
      window.courtroom.send({ k: 'call', id: 424242, name: 'setup.state', input: {} }); })`;
    expect(await window.evaluate(asked)).toMatchObject({ k: 'ok', value: { configured: false } });
  });

  test('the page goes nowhere else, and has no network', async () => {
    await window.evaluate('void (location.href = "https://example.invalid/")').catch(() => undefined);
    expect(window.url()).toBe('app://console/');
    expect(await window.evaluate('window.open("https://example.invalid/")')).toBeNull();
    expect(await window.evaluate('fetch("http://127.0.0.1:9/").then(() => "sent", () => "refused")')).toBe('refused');
  });

  test('a crashed window comes back by itself', async () => {
    await program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await expect.poll(() => program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('typeof window.courtroom')), { timeout: 20_000 }).toBe('object');
  });
});
