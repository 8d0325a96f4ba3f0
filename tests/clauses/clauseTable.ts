import { naming, placesOf, readFolders, rulePlaces } from './places.ts';
import { areas, requirements, type Area } from './requirements.ts';

export interface ClauseRow {
  area: Area;
  requirement: string;
  rules: string[];
  screens: string[];
  code: string[];
  tests: string[];
}

/** Every requirement with where it is kept: in rules, on screens, in code, in tests. */
export function clauseRows(): ClauseRow[] {
  const places = rulePlaces();
  const [code, tests] = [readFolders(['src-shared', 'src-main', 'src-renderer', 'src-server']), readFolders(['tests'])];
  return areas.flatMap((area) => requirements[area].map((requirement) => {
    const found = placesOf(requirement, places);
    return {
      area, requirement, rules: found.map(({ rule }) => rule), screens: [...new Set(found.map(({ screen }) => screen))],
      code: naming(requirement, code), tests: naming(requirement, tests),
    };
  }));
}

const cell = (words: readonly string[]): string => (words.length === 0 ? '–' : words.join('<br>'));
const row = ({ requirement, rules, screens, code, tests }: ClauseRow): string => `| ${requirement} | ${cell(rules)} | ${cell(screens)} | ${cell(code)} | ${cell(tests)} |`;
const head = ['| clause | rule | screen | code that names it | tests that name it |', '|---|---|---|---|---|'];

/** docs/clauses.md. */
export function clauseDocument(): string {
  const rows = clauseRows();
  const sections = areas.flatMap((area) => [`## ${area[0]?.toUpperCase()}${area.slice(1)}`, '', ...head, ...rows.filter((each) => each.area === area).map(row), '']);
  return [
    '# Clause → rule → screen → test', '',
    'Made from the rule files and the sources (`npx node tests/clauses/write.ts`); a test compares. `K7-12` is clause 12 of Order 7, and so on;',
    'the recording rules are known by the clauses of an order that was replaced, and documents never cite those.', '',
    ...sections,
  ].join('\n');
}
