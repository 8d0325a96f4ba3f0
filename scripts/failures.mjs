// What failed in a suite, from vitest's own report: one entry for each test, with the first line of why.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const firstLine = (text) => (text ?? '').split('\n')[0];

/** Empty when there is no report, as of a suite that broke off. */
export function failuresIn(reportPath, projectDir) {
  if (!existsSync(reportPath)) return [];
  const { testResults } = JSON.parse(readFileSync(reportPath, 'utf8'));
  return testResults.filter(({ status }) => status === 'failed').flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    const whys = failed.length > 0 ? failed.map((test) => `${test.fullName}\n    ${firstLine(test.failureMessages[0])}`) : [firstLine(message)];
    return whys.map((why) => `${relative(projectDir, name)}: ${why}`);
  });
}
