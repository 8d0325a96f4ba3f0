import { defineConfig } from 'vitest/config';

const real = { testTimeout: 60_000, hookTimeout: 60_000 };

/** unit: pure and quick. integration: real ffmpeg, SQLite, sockets. e2e: the built product in Chromium. crash: random kills. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      // Real processes measure time against the wall clock: one file at a time, two cores are few.
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], fileParallelism: false, ...real } },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], fileParallelism: false, testTimeout: 180_000, hookTimeout: 180_000 } },
      { test: { name: 'crash', include: ['tests/crash/**/*.test.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 60_000 } },
    ],
  },
});
