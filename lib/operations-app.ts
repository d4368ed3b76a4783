import { readFileSync } from 'node:fs';
import type { App } from 'aws-cdk-lib';
import { parseContext } from './config/parse-context.ts';
import { OperationsStack } from './stacks/operations-stack.ts';

/** Adds what watches an existing cluster, or tells every reason why the context is no use, one a line. */
export const addOperations = (
  app: App,
  context: Readonly<Record<string, unknown>>,
  { bundleDirectory }: { readonly bundleDirectory: string },
): readonly string[] => {
  const parsed = parseContext(context, path => readFileSync(path, 'utf8'));
  if (parsed.kind === 'wrong') return parsed.problems;
  new OperationsStack(app, 'Operations', { config: parsed.config, bundleDirectory });
  return [];
};
