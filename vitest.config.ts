import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{reader,reference,programme,report,cli,bench,corpus}/**/*.test.ts', '*.test.ts'],
    testTimeout: 60_000,
  },
});
