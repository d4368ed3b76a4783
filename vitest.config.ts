import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    sequence: { shuffle: { files: false, tests: true } },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 } },
      { extends: true, test: { name: 'infra', include: ['test/infra/**/*.test.ts'], testTimeout: 120_000 } },
      // One after another: brokers on a machine that is busy with other tests lose their sessions.
      {
        extends: true,
        test: {
          name: 'broker',
          sequence: { groupOrder: 1 },
          include: ['test/broker/**/*.test.ts'],
          exclude: ['test/broker/**/*faults.test.ts'],
          globalSetup: ['test/broker/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      // Brokers that are killed on purpose have the machine to themselves.
      {
        extends: true,
        test: {
          name: 'broker-faults',
          sequence: { groupOrder: 2 },
          include: ['test/broker/**/*faults.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 3 },
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
