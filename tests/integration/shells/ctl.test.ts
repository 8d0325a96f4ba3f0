import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCtl } from '#main/cli/ctl/run.ts';
import { localConsoleFile } from '#main/process/localConsole.ts';
import { runToEnd } from '#main/process/runner.ts';
import { startWebShell, webCertificate, type WebShell } from '#main/shells/web/index.ts';
import { writeFile } from 'node:fs/promises';
import { FakeFace, fakeSecret, keptLog } from '../../fakes/consoleFace.ts';

const face = new FakeFace();
let dataDir: string;
let shell: WebShell;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ctl-'));
  shell = await started({ host: '127.0.0.1', localTokenFile: { path: localConsoleFile(dataDir), secret: fakeSecret } });
});

afterAll(async () => {
  await shell.close();
  await rm(dataDir, { recursive: true });
});

async function started(more: Partial<Parameters<typeof startWebShell>[0]>): Promise<WebShell> {
  const result = await startWebShell({ face, host: '127.0.0.1', port: 0, rendererDir: dataDir, lan: false, log: keptLog(), ...more });
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

/** The program as a script would start it. */
async function ctl(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; out: string[]; err: string }> {
  const done = await runToEnd(process.execPath, ['src-main/cli/ctl.ts', ...args], { timeoutMs: 20_000, env: { ...process.env, COURTROOM_DATA_DIR: dataDir, ...env } });
  if (!done.ok) throw new Error(done.error.detail);
  const { code, stdout, stderr } = done.value;
  return { code, out: stdout.toString().split('\n').filter(Boolean), err: stderr };
}

test('signs in by the local file as the role asked for and prints the answer', async () => {
  const { code, out } = await ctl(['session.time', '--as', 'specialist']);
  expect([code, out]).toEqual([0, ['{"nowMs":1770000000000}']]);
  expect(face.connected.at(-1)).toEqual({ shell: 'ctl', remote: 'local' });
  expect(face.received).toContainEqual({ k: 'call', id: 1, name: 'session.resume', input: { token: `local:${fakeSecret}:specialist` } });
});

test('a refusal is exit code 1, with words and JSON on standard error', async () => {
  const { code, out, err } = await ctl(['users.list']);
  expect([code, out]).toEqual([1, []]);
  expect(err.split('\n')[0]).toBe('The console does not allow this to whoever is signed in.');
  expect(JSON.parse(err.split('\n')[1] ?? '')).toEqual({ code: 'auth.forbidden', params: { role: 'judge' } });
});

test.each([
  ['no call', []],
  ['unknown call', ['no.such.call']],
  ['no JSON', ['session.time', '{x']],
  ['unknown role', ['session.time', '--as', 'king']],
  ['unknown option', ['session.time', '--force']],
])('wrong usage (%s) is exit code 2 and never reaches the console', async (_, args) => {
  const before = face.connected.length;
  const { code, err } = await ctl(args);
  expect(code).toBe(2);
  expect(err).toContain('usage:');
  expect(face.connected).toHaveLength(before);
});

test('a stream prints JSON lines and ends after --count', async () => {
  const { code, out } = await ctl(['levels', '--count', '3']);
  expect(code).toBe(0);
  expect(out.map((line) => (JSON.parse(line) as { atMs: number }).atMs)).toEqual([0, 1, 2]);
});

test('ids of the command and of what it creates are made when missing, and kept when given', async () => {
  const given = '00000000-0000-4000-8000-000000000001';
  const { out } = await ctl(['hearing.addMark', JSON.stringify({ hearingId: given, commandId: given, template: 'remark', text: 'ә', pressedAgoMs: 0 })]);
  const { echo } = JSON.parse(out[0] ?? '') as { echo: Record<string, string> };
  expect(echo).toMatchObject({ commandId: given, hearingId: given, text: 'ә' });
  expect(echo.markId).toMatch(/^[0-9a-f-]{36}$/);
});

test('no running console is a refusal that names the file', async () => {
  const { code, err } = await ctl(['session.time', '--data-dir', join(dataDir, 'empty')]);
  expect(code).toBe(1);
  expect(err).toContain(join('empty', 'local.json'));
});

test('a console elsewhere: TLS with its certificate, login with a password from the environment', async () => {
  const tls = await webCertificate(join(dataDir, 'web-tls.pem'), ['localhost', '127.0.0.1'], Date.now());
  const certificateFile = join(dataDir, 'certificate.pem');
  await writeFile(certificateFile, tls.certificatePem);
  const remote = await started({ lan: true, tls });
  const login = ['session.time', '--url', remote.url, '--user', 'aigul'];
  expect((await ctl([...login, '--certificate', certificateFile], { COURTROOM_PASSWORD: 'right-password' })).code).toBe(0);
  expect((await ctl([...login, '--certificate', certificateFile], { COURTROOM_PASSWORD: 'wrong' })).err).toContain('auth.wrong_credentials');
  const untrusted = await ctl(login, { COURTROOM_PASSWORD: 'right-password' });
  expect([untrusted.code, untrusted.err]).toEqual([1, expect.stringContaining('self-signed certificate')]);
  await remote.close();
});

test('--list shows every call with its sentence', async () => {
  const { code, out } = await ctl(['--list']);
  expect(code).toBe(0);
  expect(out.some((line) => line.startsWith('hearing.addMark  [command; secretary]'))).toBe(true);
});

test('Ctrl-C ends a stream as done', async () => {
  const interruption = new AbortController();
  const lines: string[] = [];
  const world = {
    out: (line: string) => { lines.push(line); if (lines.length === 5) interruption.abort(); },
    err: () => undefined,
    password: async () => '',
    interrupted: interruption.signal,
  };
  expect(await runCtl(['levels', '--data-dir', dataDir], world)).toBe(0);
  expect(lines).toHaveLength(5);
});
