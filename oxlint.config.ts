import { defineConfig, type DummyRule as OxlintRule } from 'oxlint';

/**
 * Who may import what: the picture in the README, checked. A folder names what it may reach besides
 * itself; `packages` are the risky or runtime-bound ones that live in one place only.
 */
const adapters = ['store', 'signalling', 'watching', 'remote-sound', 'photos', 'recorder', 'media-edge', 'outbox', 'mail', 'sealing', 'documents', 'devices', 'diagnostics', 'disk', 'shells', 'cli', 'entries'];

const onlyThere: Record<string, string[]> = {
  electron: ['src-main/shells/electron/**'],
  'node:child_process': ['src-main/process/runner.ts', 'src-main/recorder/media/ffmpegJobs.ts', 'src-server/viewing/ffmpeg.ts'],
  'better-sqlite3': ['src-main/store/**', 'src-server/**'],
  'node-media-server': ['src-main/media-edge/**'],
  'fluent-ffmpeg': ['src-main/recorder/media/ffmpegJobs.ts'],
  'tus-js-client': ['src-main/outbox/**'],
  nodemailer: ['src-main/mail/smtp.ts'],
  '@tus/server': ['src-server/**'],
  pdfmake: ['src-main/documents/**'],
  'simple-peer': ['src-peer/connection.ts'],
};

type Pattern = { regex: string; message: string };

/** Import patterns refused in a folder: the other folders, by path, and packages that live elsewhere. */
function refused(folder: string, regexes: string[]): { files: string[]; rules: Record<string, OxlintRule> } {
  const packages = Object.keys(onlyThere).filter((name) => !onlyThere[name]?.some((glob) => glob.startsWith(folder)));
  const patterns: Pattern[] = [
    ...regexes.map((regex) => ({ regex, message: `${folder} may not import this: see "may import" in the README.` })),
    ...packages.map((name) => ({ regex: `^${name}(/|$)`, message: `${name} has one home: ${onlyThere[name]?.join(', ')}.` })),
  ];
  return { files: [`${folder}/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const outside = { main: '(^#main/|src-main/)', renderer: 'src-renderer/', participant: 'src-participant/', server: 'src-server/', node: '^node:', react: '^(react|zustand)' };
const otherAdapters = (own: string) => `(^#main/|/)(${adapters.filter((a) => a !== own).join('|')})/`;

/** Adapters see the ports of `app`, not its use cases. */
const pastThePorts = '(^#main/|/)app/([A-Za-z]+\\.ts$|handlers/|recording/|conference/|observers/)';

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'import', 'react'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'node_modules', 'release', 'tests/fixtures'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'no-empty': 'error',
    eqeqeq: 'error',
    'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    // Rows of our own database and shapes just proved by a schema are asserted where they enter.
    'typescript/no-unsafe-type-assertion': 'off',
    'react/react-in-jsx-scope': 'off',
    // It warns of libraries the React compiler cannot memoise (the virtual list); that compiler is not used.
    'react/incompatible-library': 'off',
    'import/no-unassigned-import': 'off',
    'no-shadow': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'no-underscore-dangle': 'off',
    'no-await-in-loop': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'typescript/no-misused-spread': 'off',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' , destructuredArrayIgnorePattern: '^_' }],
  },
  overrides: [
    refused('src-shared', [outside.main, outside.renderer, outside.server, outside.node, outside.react]),
    refused('src-main/app', [outside.renderer, outside.server, otherAdapters('app')]),
    ...adapters.filter((a) => !['entries', 'cli'].includes(a)).map((a) =>
      refused(`src-main/${a}`, [outside.renderer, outside.server, otherAdapters(a), pastThePorts])),
    refused('src-main/process', [outside.renderer, outside.server, otherAdapters('process'), pastThePorts]),
    refused('src-renderer', [outside.main, outside.server, outside.node, outside.participant]),
    refused('src-participant', [outside.main, outside.renderer, outside.server, outside.node]),
    refused('src-peer', [outside.main, outside.renderer, outside.server, outside.node, outside.react, outside.participant]),
    refused('src-server', [outside.main, outside.renderer]),
    { files: ['tests/**'], rules: { 'typescript/unbound-method': 'off', 'max-lines': 'off' } },
  ],
});
