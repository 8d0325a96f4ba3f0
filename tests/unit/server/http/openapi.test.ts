import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { courtRoutes } from '#shared/court-api/index.ts';
import { openApiDocument } from '../../../../src-server/http/openapi.ts';
import { problems } from '../../../../src-server/http/problem.ts';

const published = new URL('../../../../docs/court-server.openapi.json', import.meta.url);

test('the published document is the one the table makes (npm run court-server -- --print-openapi > docs/court-server.openapi.json)', async () => {
  expect(JSON.parse(await readFile(published, 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test('every route of the table is in it, with its parameters', () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, { parameters: { name: string }[]; responses: object }>> };
  for (const route of Object.values(courtRoutes)) {
    const operation = paths[route.path]?.[route.method];
    const names = operation?.parameters.map((p) => p.name);
    for (const [, name] of route.path.matchAll(/\{(\w+)\}/g)) expect(names).toContain(name);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['400', '401', '429']));
  }
});

test('every refusal the server has is in every operation', () => {
  const statuses = Object.values(problems).map((make) => String(make('field', 'detail').status));
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, { responses: object }>> };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(Object.keys(courtRoutes).length);
  for (const { responses } of operations) expect(Object.keys(responses)).toEqual(expect.arrayContaining(statuses));
});
