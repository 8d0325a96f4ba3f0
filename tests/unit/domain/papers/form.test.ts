import { expect, test } from 'vitest';
import { fillForm, type FormRule } from '#shared/domain/papers/form.ts';
import { toFillIn } from '#shared/domain/officialText.ts';
import civil from '#shared/rules/orders/civil-k7.json' with { type: 'json' };
import { parseRuleFile } from '#shared/rules/schema/ruleFile.ts';

const parsed = parseRuleFile('civil-k7', civil);
const form = (id: string): FormRule => {
  const found = parsed.ok ? parsed.value.documents.find((d) => d.id === id) : undefined;
  if (!found) throw new Error(id);
  return found;
};
test('what is known is written in, the rest is left to be filled in by hand', () => {
  const text = fillForm(form('application'), 'kk', { court: 'Алматы қаласының Бостандық аудандық соты', caseNumber: '7512-26-00-2/1234', participants: 'Куә Оразов Данияр' });
  expect(text).toContain('Алматы қаласының Бостандық аудандық соты іс жүргізуінде\n');
  expect(text).toContain('№ 7512-26-00-2/1234 іс бар.');
  expect(text).toContain(`Сот отырысының хатшысы ${toFillIn}`);
});

test('a refusal says so and gives no details; a confirmation does', () => {
  const [confirmed, refused] = [fillForm(form('answer'), 'ru', { hall: '4' }, 'confirmed'), fillForm(form('answer'), 'ru', { hall: '4' }, 'refused')];
  expect([confirmed.includes(' подтверждается.'), confirmed.includes('Номер зала судебного заседания\n4\n')]).toEqual([true, true]);
  expect([refused.includes('не подтверждается.'), refused.includes('Номер зала')]).toEqual([true, false]);
});

test('what somebody typed is never read as a slot, and makes no line of its own', () => {
  const text = fillForm(form('application'), 'kk', { court: '{secretary}\nСот төрағасы\tX', secretary: 'Сейітқызы Әсел' });
  expect(text).toContain('{secretary} Сот төрағасы X іс жүргізуінде');
});

test.each(['{nobody}', '{', '{court', '{Court}'])('a form that asks for what nobody can fill in is refused: %s', (slot) => {
  const wrong = { ...civil, documents: [{ ...civil.documents[0], lines: { kk: [`x ${slot}`], ru: ['x'] } }] };
  expect(parseRuleFile('civil-k7', wrong)).toMatchObject({ ok: false, error: { field: 'civil-k7.documents.0.lines.kk.0' } });
});
