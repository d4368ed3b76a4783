import { join } from 'node:path';
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { addComparison, type ComparisonAppProps } from './comparison-app.ts';
import { isComparisonChoice } from './config/comparison-keys.ts';
import { addOperations } from './operations-app.ts';

export interface StewardAppProps extends AppProps, Partial<ComparisonAppProps> {}

const built = (folder: string): string => join(import.meta.dirname, '../dist', folder);

/**
 * The CDK app, or every reason why its context is no use, one a line. With the ARN of a cluster, or none, it watches that
 * one; with the kind of a cluster it stands one up.
 */
export const stewardApp = ({
  bundleDirectory = built('lambdas'),
  nodeDirectory = built('nodes'),
  softwarePath = built('cli/kafka-steward.mjs'),
  region,
  ...props
}: StewardAppProps = {}): App | readonly string[] => {
  const app = new App(props);
  const context = app.node.getAllContext() as Record<string, unknown>;
  const { cluster } = context;
  const standsUp = typeof cluster === 'string' && isComparisonChoice(cluster.trim());
  const add = standsUp ? addComparison : addOperations;
  const problems = add(app, context, { bundleDirectory, nodeDirectory, softwarePath, region });
  if (problems.length > 0) return problems;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};
