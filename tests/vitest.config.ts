import { defineConfig } from 'vitest/config'

const withDatabase = {
  globalSetup: ['tests/setup/global-database.ts'],
  setupFiles: ['tests/setup/quiet-console.ts'],
  pool: 'forks' as const,
  testTimeout: 30_000,
  hookTimeout: 60_000,
}
const alone = { setupFiles: ['tests/setup/quiet-console.ts'], testTimeout: 30_000 }

/** A folder says what a test needs: rules and letters nothing, stores and routes PostgreSQL, journeys the built portal and a browser. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { esbuild: { jsx: 'automatic' }, test: { name: 'rules', include: ['tests/rules/**/*.test.ts'], ...alone } },
      { esbuild: { jsx: 'automatic' }, test: { name: 'letters', include: ['tests/letters/**/*.test.ts'], ...alone } },
      { esbuild: { jsx: 'automatic' }, test: { name: 'stores', include: ['tests/stores/**/*.test.ts'], ...withDatabase } },
      { esbuild: { jsx: 'automatic' }, test: { name: 'routes', include: ['tests/routes/**/*.test.ts'], ...withDatabase } },
      { esbuild: { jsx: 'automatic' }, test: { name: 'house', include: ['tests/house/**/*.test.ts'], ...withDatabase, testTimeout: 180_000 } },
      {
        esbuild: { jsx: 'automatic' },
        test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], ...withDatabase, testTimeout: 240_000, hookTimeout: 240_000, fileParallelism: false },
      },
    ],
  },
})
