import { App } from 'aws-cdk-lib';
import { operationsApp } from '../lib/operations-app.ts';

const app = operationsApp();
if (app instanceof App) {
  app.synth();
} else {
  process.stderr.write(`${app.join('\n')}\n`);
  process.exitCode = 1;
}
