import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{reader,reference,programme,records,server,report,cli,bench,corpus}/**/*.test.ts', '*.test.ts'],
    globalSetup: 'records/testCluster.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
