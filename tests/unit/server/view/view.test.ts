import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dateTimeText, positionText, sizeText } from '../../../../src-server/view/format.ts';
import { escapeHtml, html } from '../../../../src-server/view/html.ts';
import { languages, sayIn, textKeys } from '../../../../src-server/view/texts.ts';

describe('markup', () => {
  test('what a person typed is text, wherever it stands', () => {
    const typed = `<script>"'&\0`;
    expect(html`<p title="${typed}">${[typed, null, false, 3]}</p>`.text)
      .toBe('<p title="&lt;script&gt;&quot;&#39;&amp;␀">&lt;script&gt;&quot;&#39;&amp;␀3</p>');
    expect(html`<b>${html`<i>${'<'}</i>`}</b>`.text).toBe('<b><i>&lt;</i></b>');
  });

  test('emoji and long text pass unharmed', () => expect(escapeHtml(`👩‍⚖️${'қ'.repeat(10_000)}`)).toBe(`👩‍⚖️${'қ'.repeat(10_000)}`));
});

describe('words', () => {
  test('every word is there in every language, and is used', async () => {
    const root = new URL('../../../../src-server/', import.meta.url).pathname;
    const files = (await readdir(root, { recursive: true })).filter((f) => f.endsWith('.ts') && !f.endsWith('texts.ts'));
    const code = (await Promise.all(files.map((f) => readFile(join(root, f), 'utf8')))).join('\n');
    for (const key of textKeys) {
      for (const language of languages) expect([key, sayIn(language)(key).trim()]).not.toEqual([key, '']);
      expect([key, code.includes(`'${key}'`)]).toEqual([key, true]);
    }
  });
});

test('dates, positions and sizes', () => {
  expect(dateTimeText(Date.parse('2026-11-20T20:30:15Z'), 'Asia/Almaty')).toBe('21.11.2026 01:30');
  expect([positionText(0), positionText(3_661_900), positionText(-5)]).toEqual(['0:00:00', '1:01:01', '0:00:00']);
  expect([sizeText(10, 'байт'), sizeText(1536, 'байт'), sizeText(5 * 1024 ** 3, 'байт')]).toEqual(['10 байт', '1,5 KiB', '5,0 GiB']);
});
