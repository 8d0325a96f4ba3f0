import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { createDocuments } from '#main/documents/documents.ts';
import { lineOf } from '#shared/domain/officialText.ts';
import { fillForm, type Filled, type FormRule } from '#shared/domain/papers/form.ts';
import { actPrescription, rules } from '#shared/rules/index.ts';
import { words } from '#shared/domain/words.ts';
import { must } from '../domain/samples.ts';
import { actOf, protocolOf, wholeHearing } from './samples.ts';

vi.setConfig({ testTimeout: 60_000 }); // printing and reading back, on a busy machine

/** The order itself, as it was published; lines that begin with # are ours. */
const quoted = async (name: string): Promise<string[]> =>
  (await readFile(new URL(`annexes/${name}.kk.txt`, import.meta.url), 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

const orders = rules.ok ? rules.value : [];
function form(id: string): FormRule {
  const found = orders.find((order) => order.id === 'civil-k7')?.documents.find((document) => document.id === id);
  if (!found) throw new Error(id);
  return found;
}

const blank = '____';
const forms = [['application', 'k7-annex1'], ['answer', 'k7-annex2']] as const;

/** Long, of real Kazakh letters: with spaces to break at and without any. */
const long = (stem: string): string => `${Array.from({ length: 9 }, (_, n) => `${stem} Әбілғазыұлы Қаңтөреқызы Өмірһан Үңгірбаев ${n}`).join(' ')} ${`${stem}әғқңөұүһіӘҒҚҢӨҰҮҺІ`.repeat(6)}`;

/** What stands in the blanks, in the order in which the annexes have them. */
const inBlanks: Record<(typeof forms)[number][0], (keyof Filled)[]> = {
  application: ['recipient', 'address', 'court', 'caseNumber', 'place', 'participants', 'hearingAt', 'secretary', 'organiser'],
  answer: ['recipient', 'address', 'caseNumber', 'caseName', 'court', 'place', 'hearingAt', 'secretary', 'hall', 'organiser'],
};
const values: Filled = Object.fromEntries([...new Set(Object.values(inBlanks).flat()), 'chairman'].map((slot) => [slot, long(slot)]));

/** The annex with what is known written into its blanks. */
function filledIn(annex: readonly string[], known: readonly string[]): string[] {
  const left = [...known];
  return annex.map((line) => line.replaceAll(blank, () => left.shift() ?? blank));
}

/** The form as composed, in the annexes' way of writing: no empty lines, blanks of one length, columns side by side. */
const linesOf = (text: string): string[] =>
  text.split('\n').filter((line) => line.trim() !== '').map((line) => line.split('\t').filter((cell) => cell !== '').join(' | ').replaceAll(/_{4,}/gu, blank));

/** Two things the console adds to an annex: its title is set as a heading, and over the labels of the signature stands what they are the labels of. */
function asComposed(annex: readonly string[], title: string, signature: string): string[] {
  const set = annex.map((line) => (line === title ? title.toUpperCase() : line));
  return set.toSpliced(set.indexOf('Сот төрағасы') + 1, 0, signature);
}

test.each(forms)('K7-12, K7-21: the empty %s is the annex, line by line', async (id, name) => {
  const { title } = form(id);
  expect(linesOf(fillForm(form(id), 'kk', {}))).toEqual(asComposed(await quoted(name), title.kk, [blank, blank, blank].join(' | ')));
});

test.each(forms)('what is known stands in the %s where the annex has a blank for it', async (id, name) => {
  const annex = filledIn(await quoted(name), inBlanks[id].map((slot) => values[slot] ?? '')).map((line) => line.replace('расталады/расталмайды', 'расталады'));
  const signs = [id === 'answer' ? values.place : values.court, blank, values.chairman].join(' | ');
  expect(linesOf(fillForm(form(id), 'kk', values, 'confirmed'))).toEqual(asComposed(annex, form(id).title.kk, signs));
});

test.each(forms)('the Russian %s has a line for every blank, label and signature of the Kazakh one', (id) => {
  const shape = (language: 'kk' | 'ru') => {
    const lines = form(id).lines[language];
    return { slots: lines.join('\n').match(/\{\w+\}/g)?.toSorted(), labels: lines.filter((line) => line.startsWith('(') || line.startsWith('{IF_CONFIRMED}(')).length, columns: lines.map((line) => line.split('\t').length).filter((n) => n === 3).length };
  };
  expect(shape('ru').labels).toBe(shape('kk').labels);
  expect(shape('ru').columns).toBe(shape('kk').columns);
  expect(new Set(shape('ru').slots)).toEqual(new Set(shape('kk').slots));
});

const run = promisify(execFile);
const documents = createDocuments({ fontDir: fileURLToPath(new URL('../../../assets/fonts', import.meta.url)), workerUrl: new URL('../../../src-main/documents/printWorker.ts', import.meta.url) });

/** What poppler reads in the printed form, without the pages' numbers. */
async function printed(text: string): Promise<{ text: string; rightmostPt: number }> {
  const dir = await mkdtemp(join(tmpdir(), 'annexes-'));
  try {
    const written = await documents.write({ dir, name: 'form', language: 'kk', title: 'Нысан', text, demo: false, alsoDocx: false });
    if (!written.ok) throw new Error(written.error.detail);
    const read = async (how: '-raw' | '-bbox') => (await run('pdftotext', [how, join(dir, 'documents/form.kk.pdf'), '-'], { timeout: 20_000 })).stdout;
    const edges = [...(await read('-bbox')).matchAll(/xMax="([\d.]+)"/gu)].map(([, x]) => Number(x));
    return { text: (await read('-raw')).replace(/^Бет \d+ \/ \d+$/gmu, ''), rightmostPt: Math.max(...edges) };
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** A4 without the right margin. */
const printableToPt = 595.3 - 43;

/** Before and after the signatures begin: where a row runs over a page's end, its columns are read page by page. */
const parted = (text: string): [string, string] => {
  const at = text.lastIndexOf('Соттөрағасы');
  return [text.slice(0, at), text.slice(at)];
};
const inAlphabet = (text: string): string => [...text].toSorted().join('');

const withoutSpaces = (text: string): string => text.replace(/[\s_|]+/gu, '');

test.each(forms)('the printed %s reads line by line as the annex does, and breaks no line that fits', async (id, name) => {
  const { text } = await printed(fillForm(form(id), 'kk', {}));
  const short = (await quoted(name)).filter((line) => !line.includes(blank) && !line.includes(' | ') && line !== form(id).title.kk && line.length < 75);
  const lines = text.split('\n').map((line) => line.trim());
  let at = -1;
  for (const line of short) {
    at = lines.indexOf(line, at + 1);
    expect(at, line).toBeGreaterThanOrEqual(0);
  }
  expect(withoutSpaces(text)).toBe(withoutSpaces(asComposed(await quoted(name), form(id).title.kk, '').join('')));
});

test.each(forms)('very long names wrap in the printed %s, and not a letter of them is lost', async (id, name) => {
  const annex = filledIn(await quoted(name), inBlanks[id].map((slot) => values[slot] ?? '')).map((line) => line.replace('расталады/расталмайды', 'расталады'));
  const { text, rightmostPt } = await printed(fillForm(form(id), 'kk', values, 'confirmed'));
  const signs = `${id === 'answer' ? values.place : values.court}${values.chairman}`;
  const [body, signatures] = parted(withoutSpaces(text));
  const [formBody, formSignatures] = parted(withoutSpaces(asComposed(annex, form(id).title.kk, signs).join('')));
  expect(body).toBe(formBody);
  expect(inAlphabet(signatures)).toBe(inAlphabet(formSignatures));
  expect(rightmostPt).toBeLessThanOrEqual(printableToPt);
});

test('acts and protocols take the order\'s own words: K7-18, K7-32, K7-3', async () => {
  const [keeping = '', act = '', protocol = ''] = await quoted('k7-quoted');
  const hearing = wholeHearing();
  const prescribed = actPrescription({ stage: 'before', subject: 'videoconference' }, 'kk', orders.filter(({ id }) => id === 'civil-k7'));
  if (!prescribed.ok) throw new Error(prescribed.error.code);
  for (const office of prescribed.value.signatories) expect(act.toLowerCase()).toContain(words.office[office].kk.toLowerCase());
  const composed = actOf(hearing, 'kk', { ...must(hearing.incidents[0]), subject: 'videoconference', deviceId: null }).text;
  const attached = 'іс материалдарына қоса тігіледі';
  expect([act.includes(attached), composed.includes(attached)]).toEqual([true, true]);
  const note = 'Сот отырысында бейнеконференцбайланыс жүйесі';
  expect([protocol.includes(note), protocolOf(hearing, 'kk').text.split('\n').some((line) => lineOf(line).kind === 'paragraph' && line.startsWith(note))]).toEqual([true, true]);
  const named = orders.find(({ id }) => id === 'recording-486')?.order.name.kk.split('бекітілген ')[1]?.replace('қағидалары', 'қағидаларын');
  expect(named && keeping.includes(named)).toBe(true);
});
