import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseContext } from './config/parse-context.ts';
import { OperationsStack } from './stacks/operations-stack.ts';

export interface OperationsAppProps extends AppProps {
  /** @default - dist/lambdas of this project */
  readonly bundleDirectory?: string;
}

/** The CDK app, or every reason why its context is no use, one a line. */
export const operationsApp = ({ bundleDirectory, ...props }: OperationsAppProps = {}): App | readonly string[] => {
  const app = new App(props);
  const context = app.node.getAllContext() as Record<string, unknown>;
  const parsed = parseContext(context, path => readFileSync(path, 'utf8'));
  if (parsed.kind === 'wrong') return parsed.problems;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new OperationsStack(app, 'Operations', {
    config: parsed.config,
    bundleDirectory: bundleDirectory ?? join(import.meta.dirname, '../dist/lambdas'),
  });
  return app;
};
