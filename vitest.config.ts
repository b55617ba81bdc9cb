import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{reader,reference,cli,bench,corpus}/**/*.test.ts', '*.test.ts'],
    testTimeout: 60_000,
  },
});
