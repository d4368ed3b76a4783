/**
 * Builds what the CDK app takes from dist and is not there, so that `npx cdk synth` works in a fresh clone. Bundles that are
 * there are taken as they are: `npm run synth` and `npm run deploy` build anew. The artifact of nodes is made again where the
 * scripts in it have changed since.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { comparisonChoices, isComparisonChoice } from '../lib/config/comparison-keys.ts';

const root = join(import.meta.dirname, '..');

/** The CDK hands the context to its app in this variable. */
const contextOf = (json: string): { readonly cluster?: unknown } => JSON.parse(json) as { readonly cluster?: unknown };

const isMissing = (path: string): boolean => !existsSync(join(root, 'dist', path));

/** Whether a script is younger than the artifact that holds it. */
const isStale = (artifact: string): boolean => {
  const madeAt = statSync(join(root, 'dist', artifact)).mtimeMs;
  const scripts = globSync('ec2/**', { cwd: root, withFileTypes: true }).filter(entry => entry.isFile());
  return scripts.some(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs > madeAt);
};

/** Not to stdout, which is the template's. */
const build = (script: string): boolean =>
  spawnSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;

const lambdas = globSync('lambdas/*/handler.ts', { cwd: root }).map(entry => basename(dirname(entry)));
const { cluster = '' } = contextOf(process.env['CDK_CONTEXT_JSON'] ?? '{}');
const choice = String(cluster).trim();
const needsNodes = isComparisonChoice(choice) && comparisonChoices[choice].some(kind => kind === 'ec2');

const artifact = 'nodes/kafka-node.tar.gz';
const scripts = [
  ...(lambdas.some(name => isMissing(`lambdas/${name}/index.mjs`)) || isMissing('cli/kafka-steward.mjs')
    ? ['scripts/build.ts']
    : []),
  ...(needsNodes && (isMissing(artifact) || isStale(artifact)) ? ['scripts/node-artifact/main.ts'] : []),
];
const failed = scripts.find(script => !build(script));
if (failed !== undefined) {
  process.stderr.write(`the app was not synthesised, because ${failed} failed; its words are above\n`);
  process.exitCode = 1;
}
