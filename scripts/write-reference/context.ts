import { contextKeys } from '../../lib/config/context-keys.ts';

/** What `cdk deploy Operations` can be told. */
export function renderContext(): string {
  const rows = Object.entries(contextKeys).map(([key, meaning]) => `| \`${key}\` | ${meaning} |`);
  return `# Context keys of the Operations stack

\`npx cdk deploy Operations -c key=value …\`. A key or value that is wrong is told in one line before anything is made. Made by \`npm run docs\`.

| key | what it is |
| --- | --- |
${rows.join('\n')}
`;
}
