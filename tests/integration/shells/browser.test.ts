import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWebShell, type WebShell } from '#main/shells/web/index.ts';
import { FakeFace, keptLog } from '../../fakes/consoleFace.ts';

/** What the strict headers are worth is for a real browser to say. */
let dir: string;
let shell: WebShell;
let browser: Browser;
const face = new FakeFace();

const page = `<!doctype html><html><head><title>before</title><link rel="stylesheet" href="style.css">
<script>document.title = 'inline script ran'</script><script src="app.js"></script></head>
<body><p style="color: rgb(1, 2, 3)" onclick="document.title = 'handler ran'">text</p></body></html>`;

const script = `
window.violations = [];
document.addEventListener('securitypolicyviolation', (e) => window.violations.push(e.effectiveDirective));
document.addEventListener('DOMContentLoaded', () => {
  window.answers = [];
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws');
  socket.onopen = () => socket.send(JSON.stringify({ k: 'call', id: 1, name: 'session.time', input: {} }));
  socket.onmessage = (e) => window.answers.push(e.data);
});`;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'browser-'));
  await Promise.all([['index.html', page], ['app.js', script], ['style.css', 'p { font-weight: 900 }']].map(([name, text]) => writeFile(join(dir, String(name)), String(text))));
  const started = await startWebShell({ face, host: '127.0.0.1', port: 0, rendererDir: dir, lan: false, log: keptLog() });
  if (!started.ok) throw new Error(started.error.detail);
  shell = started.value;
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] });
});

afterAll(async () => {
  await browser?.close();
  await shell?.close();
  await rm(dir, { recursive: true });
});

test('our own script, style and socket work; inline code, foreign connections and string-to-script do not', async () => {
  const tab = await browser.newPage();
  await tab.goto(shell.url);
  await tab.waitForFunction('window.answers.length > 0');
  expect(await tab.evaluate('window.answers[0]')).toBe('{"k":"ok","id":1,"value":{"nowMs":1770000000000}}');
  expect(await tab.evaluate('getComputedStyle(document.querySelector("p")).fontWeight')).toBe('900');

  await tab.click('p');
  expect(await tab.title()).toBe('before');
  expect(await tab.evaluate('getComputedStyle(document.querySelector("p")).color')).not.toBe('rgb(1, 2, 3)');
  expect(await tab.evaluate(`fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')`)).toBe('refused');
  expect(await tab.evaluate(`(() => { try { document.body.innerHTML = '<b>x</b>'; return 'set'; } catch { return 'refused'; } })()`)).toBe('refused');
  const violations = await tab.evaluate<string[]>('window.violations');
  expect(violations).toEqual(expect.arrayContaining(['style-src-attr', 'script-src-attr', 'connect-src', 'require-trusted-types-for']));
  await tab.close();
});

test('another site can neither frame the console nor talk to it', async () => {
  const other = await startOtherSite();
  const tab = await browser.newPage();
  await tab.goto(other.url);
  const before = face.connected.length;
  const socket = `new Promise((resolve) => { const s = new WebSocket('${shell.url.replace('http', 'ws')}/ws'); s.onopen = () => resolve('open'); s.onerror = () => resolve('refused'); })`;
  expect(await tab.evaluate(socket)).toBe('refused');
  expect(await tab.evaluate(`fetch('${shell.url}/healthz').then(() => 'read', () => 'refused')`)).toBe('refused');
  await tab.evaluate(`new Promise((resolve) => { const f = document.createElement('iframe'); f.src = '${shell.url}/'; f.onload = resolve; document.body.append(f); })`);
  expect(await tab.frames()[1]?.title()).not.toBe('before');
  expect(face.connected).toHaveLength(before);
  await tab.close();
  await other.close();
});

/** A page of some other origin, without any headers that would protect the console. */
async function startOtherSite(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>other</title><body></body>'));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
