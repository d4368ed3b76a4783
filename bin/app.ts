import { App } from 'aws-cdk-lib';
import { stewardApp } from '../lib/steward-app.ts';

const app = stewardApp({ region: process.env['CDK_DEFAULT_REGION'] });
if (app instanceof App) {
  app.synth();
} else {
  process.stderr.write(`${app.join('\n')}\n`);
  process.exitCode = 1;
}
