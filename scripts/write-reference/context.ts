import { comparisonKeys } from '../../lib/config/comparison-keys.ts';
import { contextKeys } from '../../lib/config/context-keys.ts';

/** What the CDK app can be told: which cluster to watch, or which clusters to stand up. */
export function renderContext(): string {
  return `# Context keys of the CDK app

A key or value that is wrong is told in one line before anything is made. Made by \`npm run docs\`.

## To watch a cluster that is there: the Operations stack

\`npx cdk deploy Operations -c cluster=<ARN> -c key=value …\`

${tableOf(contextKeys)}

## To stand clusters up: the comparison stacks

\`npx cdk deploy --all -c cluster=both -c key=value …\`

${tableOf(comparisonKeys)}
`;
}

function tableOf(keys: Readonly<Record<string, string>>): string {
  const rows = Object.entries(keys).map(([key, meaning]) => `| \`${key}\` | ${meaning} |`);
  return `| key | what it is |\n| --- | --- |\n${rows.join('\n')}`;
}
