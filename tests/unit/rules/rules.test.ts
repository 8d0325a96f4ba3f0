import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { incidentSubjects } from '#shared/domain/hearing/state.ts';
import { proceedingsKinds, type ProceedingsKind } from '#shared/domain/schedule.ts';
import { actPrescription, parseRules, rules, statementCitation } from '#shared/rules/index.ts';
import { actStages, parseRuleFile, ruleJsonSchema } from '#shared/rules/schema/ruleFile.ts';
import civil from '#shared/rules/orders/civil-k7.json' with { type: 'json' };

const ordersFor = (proceedings: ProceedingsKind) => (rules.ok ? rules.value.filter((r) => r.proceedings.includes(proceedings)) : []);

const folder = new URL('../../../src-shared/rules/orders/', import.meta.url);

test('every rule file parses and is in use', async () => {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.json'));
  for (const name of names) {
    const content: unknown = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
    expect(parseRuleFile(name, content)).toMatchObject({ ok: true, value: { id: name.replace('.json', '') } });
  }
  expect(rules.ok && rules.value.map((r) => `${r.id}.json`)).toEqual(names);
});

test.each(proceedingsKinds)('%s: exactly one rule for every fault at every stage, in both languages', (proceedings) => {
  if (!rules.ok) throw new Error(rules.error.detail);
  const acts = rules.value.filter((r) => r.proceedings.includes(proceedings)).flatMap((r) => r.acts);
  for (const stage of actStages) {
    for (const subject of incidentSubjects) {
      expect(acts.filter((a) => a.stages.includes(stage) && a.subjects.includes(subject)), `${stage} ${subject}`).toHaveLength(1);
      for (const language of ['kk', 'ru'] as const) {
        const found = actPrescription({ stage, subject }, language, ordersFor(proceedings));
        expect(found.ok && found.value.signatories.length).toBeGreaterThan(1);
      }
    }
  }
});

test('K7-18: the head of the court administrator and the secretary sign', () => {
  expect(actPrescription({ stage: 'before', subject: 'videoconference' }, 'kk', ordersFor('civil'))).toMatchObject({
    ok: true, value: { signatories: ['court_administrator_head', 'secretary'], signatoriesNamed: true, attachedTo: 'case_file', clause: expect.stringMatching(/№ 7 .*18-тармақ$/u) },
  });
});

test.each(['criminal', 'administrative'] as const)('K185-18, %s: office head, secretary and technical specialist sign', (proceedings) => {
  expect(actPrescription({ stage: 'during', subject: 'network' }, 'ru', ordersFor(proceedings))).toMatchObject({
    ok: true, value: { signatories: ['office_head', 'secretary', 'technical_specialist'], clause: expect.stringMatching(/185, пункты 18 и 22$/u) },
  });
});

test('K336-29: a fault of the recording cites Order 486 alone; who signs is taken from the procedure and said to be so', () => {
  const found = actPrescription({ stage: 'during', subject: 'microphone' }, 'ru', ordersFor('civil'));
  expect(found).toMatchObject({ ok: true, value: { signatories: ['court_administrator_head', 'secretary'], signatoriesNamed: false, attachedTo: 'protocol' } });
  expect(found.ok && found.value.clause).toBe(statementCitation(ordersFor('civil'), 'recorded', 'ru'));
  expect(statementCitation(ordersFor('criminal'), 'recorded', 'kk')).toContain('№ 6001-15-7-6/486');
});

test('the protocol notes remote participation by the procedure\'s own order', () => {
  expect(statementCitation(ordersFor('civil'), 'remote_used', 'kk')).toMatch(/32-тармақ$/u);
  expect(statementCitation(ordersFor('administrative'), 'remote_used', 'ru')).toMatch(/пункт 21$/u);
});

test('the repealed order is cited nowhere', async () => {
  for (const name of await readdir(folder)) expect(await readFile(new URL(name, folder), 'utf8')).not.toMatch(/№ 336|No\. 336/u);
});

test.each([
  ['no order date', { ...civil, order: { ...civil.order, date: '15.10.2019' } }, 'civil-k7.order.date'],
  ['an office nobody holds', { ...civil, acts: [{ ...civil.acts[0], signatories: ['king'] }] }, 'civil-k7.acts.0.signatories.0'],
  ['two steps of one name', { ...civil, steps: [civil.steps[0], civil.steps[0]] }, 'civil-k7.steps.1.id'],
  ['a term from a step there is not', { ...civil, steps: [{ ...civil.steps[0], term: { from: [{ step: 'nothing' }], length: { count: 1, unit: 'day', direction: 'after' } } }] }, 'civil-k7.steps.0.term.from.0.step'],
  ['not a rule file', 'x', 'civil-k7'],
])('a bad rule file is refused by field: %s', (_, content, field) => {
  const refused = parseRules([['civil-k7', content]]);
  expect(refused).toMatchObject({ ok: false, error: { code: 'input.invalid', field } });
});

test('the published schema is the one in use (`npx vitest run -u` renews it)', async () => {
  await expect(`${JSON.stringify(ruleJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/rules.schema.json');
});
