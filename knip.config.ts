import type { KnipConfig } from 'knip';

export default {
  entry: [
    'bin/*.ts',
    'lambdas/*/handler.ts',
    'scripts/*.ts',
    'scripts/*/main.ts',
    'bench/peers/*/*.ts',
    'cli/report/page/*.js',
    // Started by tests, imported by nobody.
    'test/broker/operations/{held,restarting,revoking}-process.ts',
    'test/ec2/hub.ts',
    'test/ec2/clients/*.ts',
  ],
  project: ['**/*.ts'],
  // A shape that an exported function takes or gives is exported with it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // The types of middy and Powertools import it.
  ignoreDependencies: ['@types/aws-lambda'],
  // Tools of the machine: the JDK, Go where the bench finds it, and what makes namespaces.
  ignoreBinaries: ['java', 'javac', 'go', 'setpriv', 'nsenter'],
} satisfies KnipConfig;
