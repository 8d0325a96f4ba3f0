import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDocuments } from '#main/documents/documents.ts';
import { actOf, protocolOf, wholeHearing } from './samples.ts';

vi.setConfig({ testTimeout: 60_000 }); // printing and reading back, on a busy machine

const run = promisify(execFile);
const workerUrl = new URL('../../../src-main/documents/printWorker.ts', import.meta.url);
const documents = createDocuments({ fontDir: fileURLToPath(new URL('../../../assets/fonts', import.meta.url)), workerUrl });

let dir = '';
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'documents-')); });
afterEach(() => rm(dir, { recursive: true }));

async function write(text: string, more: { name?: string; demo?: boolean; alsoDocx?: boolean } = {}) {
  const result = await documents.write({ dir, name: 'protocol-v1', language: 'kk', title: 'Хаттама', demo: false, alsoDocx: false, ...more, text });
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

/** What poppler reads in the printed document, as one line. */
async function printed(): Promise<string> {
  const { stdout } = await run('pdftotext', ['-layout', join(dir, 'documents/protocol-v1.kk.pdf'), '-'], { timeout: 20_000 });
  return stdout.replace(/\s+/gu, ' ');
}

async function pages(): Promise<number> {
  const { stdout } = await run('pdfinfo', [join(dir, 'documents/protocol-v1.kk.pdf')], { timeout: 20_000 });
  return Number(/Pages:\s+(\d+)/u.exec(stdout)?.[1]);
}

test('text and PDF are written, with the SHA-256 of what lies on disk', async () => {
  const files = await write('Мәтін\n');
  expect(files.map((f) => f.path)).toEqual(['documents/protocol-v1.kk.txt', 'documents/protocol-v1.kk.pdf']);
  for (const { path, sha256, bytes } of files) {
    const content = await readFile(join(dir, path));
    expect([createHash('sha256').update(content).digest('hex'), content.length]).toEqual([sha256, bytes]);
  }
  expect((await readdir(join(dir, 'documents'))).toSorted()).toEqual(['protocol-v1.kk.pdf', 'protocol-v1.kk.txt']);
});

test('every Kazakh and Russian letter comes out in print', async () => {
  const letters = 'әғқңөұүһі ӘҒҚҢӨҰҮҺІ абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ «№ 1» – 2 ₸';
  await write(`${letters}\n`);
  expect(await printed()).toContain(letters);
});

test.each(['kk', 'ru'] as const)('the protocol and the act keep every word in print (%s)', async (language) => {
  const hearing = wholeHearing();
  for (const { text } of [protocolOf(hearing, language), actOf(hearing, language)]) {
    await write(text);
    const words = new Set((await printed()).split(' '));
    const lost = text.split(/\s+/u).filter((word) => word !== '' && !/^_+$/u.test(word) && !words.has(word));
    expect(lost).toEqual([]);
  }
});

test('pages are numbered', async () => {
  await write(Array.from({ length: 120 }, (_, n) => `Жол ${n}`).join('\n'));
  expect(await pages()).toBeGreaterThan(2);
  expect(await printed()).toContain(`Бет 2 / ${await pages()}`);
});

test('only the demonstration bears the watermark', async () => {
  await write('Мәтін\n');
  expect(await printed()).not.toMatch(/ДЕМОНСТРАЦИЯ|Я И Ц/u);
  await write('Мәтін\n', { demo: true });
  const { stdout } = await run('pdftotext', ['-raw', join(dir, 'documents/protocol-v1.kk.pdf'), '-'], { timeout: 20_000 });
  expect(stdout.replace(/\s/gu, '')).toContain('ДЕМОНСТРАЦИЯ');
});

test('a name of ten thousand letters, markup, emoji and NUL stay data and stay on the page', async () => {
  const name = `${'Ұ'.repeat(10_000)} <script>alert(1)</script> ../../etc 😀 \u0000`;
  const hearing = wholeHearing({ judge: name, caseNumber: name, participants: [{ id: 'p', name, role: 'other', attendance: 'own_device' }] });
  await write(protocolOf(hearing, 'kk').text);
  const text = (await printed()).replaceAll(' ', '');
  expect(text.split('Ұ').length - 1).toBeGreaterThanOrEqual(50_000);
  expect(text).toContain('<script>alert(1)</script>../../etc');
  expect(await pages()).toBeLessThan(60);
});

test('a heading does not stay behind at the foot of a page', async () => {
  for (let lines = 30; lines < 50; lines++) {
    await write(`${Array.from({ length: lines }, () => 'жол').join('\n')}\nТАҚЫРЫП\nсоңғы жол\n`);
    const { stdout } = await run('pdftotext', ['-layout', join(dir, 'documents/protocol-v1.kk.pdf'), '-'], { timeout: 20_000 });
    expect(stdout.split('\f').find((page) => page.includes('ТАҚЫРЫП'))).toContain('соңғы жол');
  }
});

test('what cannot be written is a typed error that names the document, with nothing half-written', async () => {
  expect(await documents.write({ dir, name: '../x', language: 'kk', title: '', text: '', demo: false, alsoDocx: false })).toMatchObject({ ok: false, error: { code: 'document.failed', field: 'name' } });
  await mkdir(join(dir, 'documents/protocol-v1.kk.txt.part'), { recursive: true });
  const failed = await documents.write({ dir, name: 'protocol-v1', language: 'kk', title: '', text: 'x', demo: false, alsoDocx: false });
  expect(failed).toMatchObject({ ok: false, error: { code: 'document.failed', field: 'protocol-v1.kk' } });
  expect(await readdir(join(dir, 'documents'))).toEqual(['protocol-v1.kk.txt.part']);
});

test('a missing font is said when the console starts, not when a protocol is due', () => {
  expect(() => createDocuments({ fontDir: dir, workerUrl })).toThrow(/font not found/u);
});

/** What a zip reader finds of the words, as one line. */
async function written(): Promise<string> {
  const { stdout } = await run('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.read("word/document.xml").decode())', join(dir, 'documents/protocol-v1.kk.docx')], { timeout: 20_000, maxBuffer: 50_000_000 });
  return stdout.replace(/<[^>]+>/gu, ' ').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replace(/\s+/gu, ' ');
}

test('the same as DOCX when it is asked for: every word, every letter, in its order', async () => {
  const text = protocolOf(wholeHearing(), 'kk').text;
  const files = await write(text, { alsoDocx: true });
  expect(files.map((f) => f.path)).toEqual(['documents/protocol-v1.kk.txt', 'documents/protocol-v1.kk.pdf', 'documents/protocol-v1.kk.docx']);
  const words = text.split(/\s+/u).filter((word) => word !== '');
  expect((await written()).split(' ').filter((word) => word !== '')).toEqual(words);
});

test('letters, signs and markup in a DOCX stay what they are', async () => {
  const line = 'әғқңөұүһі ӘҒҚҢӨҰҮҺІ <b>&amp;</b> «№ 1» – 2 ₸ "x"';
  await write(`${line}\n`, { alsoDocx: true, demo: true });
  expect(await written()).toContain(line);
});

test('a picture is written as it came, with its SHA-256; one that cannot be written is a typed error', async () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0xd9]);
  const written = await documents.writePicture({ dir, name: '11112222-camera-cam-1', jpeg });
  expect(written).toEqual({ ok: true, value: { path: 'evidence/11112222-camera-cam-1.jpg', sha256: createHash('sha256').update(jpeg).digest('hex'), bytes: 5 } });
  expect(await readFile(join(dir, 'evidence/11112222-camera-cam-1.jpg'))).toEqual(jpeg);
  expect(await documents.writePicture({ dir, name: '../x', jpeg })).toMatchObject({ ok: false, error: { code: 'document.failed', field: 'name' } });
  await mkdir(join(dir, 'evidence/x.jpg.part'), { recursive: true });
  expect(await documents.writePicture({ dir, name: 'x', jpeg })).toMatchObject({ ok: false, error: { code: 'document.failed', field: 'x' } });
});
