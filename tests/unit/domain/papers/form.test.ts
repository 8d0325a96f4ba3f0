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
/** The words of a text without what is filled in, breaks and marks. */
const wordsOf = (text: string): string => text.toLowerCase().replaceAll(/[_\s]+/gu, ' ').trim();

/** The annexes' own words, line by line, blanks left out (order No. 7, edition of 06.06.2023). */
const annex1 = `
Кімге
Мекенжайы
Техникалық байланыс құралдарын қолдана отырып, сот отырысын өткізуді ұйымдастыру туралы өтінім
іс жүргізуінде
(істі қарайтын соттың атауы)
№ іс бар.
Жоғарыда көрсетілген істі қарайтын сотқа
(БКБ-ны қамтамасыз ететін соттың, емдеу (әлеуметтік) мекеме атауы)
базасында техникалық байланыс құралдары арқылы
(іске қатысатын адамның процестік әрекеті, процестік жағдайы және оның А.Ә.Т. (ол болған жағдайда) көрсетіледі)
мүмкіндігін беруді сұраймын.
Істі қараудың болжанып отырған күні тағайындалды
(күні, уақыты)
Сот отырысының хатшысы
(А.Ә.Т. (ол болған жағдайда), байланыс телефондары)
Бейнеконференцбайланысты ұйымдастыруды қамтамасыз ететін адам
(А.Ә.Т. (ол болған жағдайда), байланыс телефондары)
Сот төрағасы
(істі қарайтын соттың атауы) (қолы) (А.Ә.Т. (ол болған жағдайда)`;

const annex2 = `
Кімге
Мекенжайы
Техникалық байланыс құралдарын қолдана отырып, сот отырысын өткізуді ұйымдастыру туралы өтінімге жауап
№ іс бойынша
техникалық байланыс құралдарын қолдана отырып сот отырысын өткізуді
ұйымдастыру туралы
өтінімге сәйкес
(істі қарайтын соттың атауы)
оны
(техникалық байланыс құралдарының қолданылуын қамтамасыз ететін соттың атауы)
базасында өткізу мүмкіндігі расталады/расталмайды.
(күні, уақыты)
Техникалық байланыс құралдарын қолдана отырып сот отырысын ұйымдастыру
мақсатында мынадай ақпарат жолданады:
Сот отырысының хатшысы
(А.Ә.Т. (ол болған жағдайда), байланыс телефондары)
Сот отырысы залының нөмірі
Техникалық байланыс құралдарын қолдануды ұйымдастыруды қамтамасыз ететін адам
(А.Ә.Т. (ол болған жағдайда), байланыс телефондары)
Сот төрағасы
(техникалық байланыс құралдарын қолдануды қамтамасыз ететін соттың атауы) (қолы) (А.Ә.Т. (ол болған жағдайда)
Ақпарат ұйымның сот отырысын техникалық байланыс құралдарын пайдалана отырып өткізуді ұйымдастыру мүмкіндігі расталған жағдайда көрсетіледі.`;

test.each([['application', annex1], ['answer', annex2]])('K7 annex: the empty %s has the words of the form and no others', (id, annex) => {
  expect(wordsOf(fillForm(form(id), 'kk', {}))).toBe(wordsOf(annex));
});

test('what is known is written in, the rest is left to be filled in by hand', () => {
  const text = fillForm(form('application'), 'kk', { court: 'Алматы қаласының Бостандық аудандық соты', caseNumber: '7512-26-00-2/1234', participants: 'Куә Оразов Данияр' });
  expect(text).toContain('Алматы қаласының Бостандық аудандық соты іс жүргізуінде\n');
  expect(text).toContain('№ 7512-26-00-2/1234 іс бар.');
  expect(text).toContain(`Сот отырысының хатшысы ${toFillIn}`);
});

test('a refusal says so and gives no details; a confirmation does', () => {
  const [confirmed, refused] = [fillForm(form('answer'), 'ru', { hall: '4' }, 'confirmed'), fillForm(form('answer'), 'ru', { hall: '4' }, 'refused')];
  expect([confirmed.includes(' подтверждается.'), confirmed.includes('Номер зала судебного заседания 4')]).toEqual([true, true]);
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
