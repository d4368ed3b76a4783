/** Bundles every Lambda to dist/lambdas/<name>/index.mjs and the CLI to dist/cli/kafka-steward.mjs. */
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { shakeSdkSchemas } from './shake-sdk-schemas.ts';

const root = join(import.meta.dirname, '..');

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  metafile: true,
  legalComments: 'none',
  logLevel: 'error',
  // CommonJS packages call require() for Node's own modules, which an ESM bundle does not have.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  plugins: [shakeSdkSchemas],
} satisfies BuildOptions;

const forLambda = {
  alias: { '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'lambda-credentials.ts') },
} satisfies BuildOptions;

const bundle = async (entry: string, outfile: string, more: BuildOptions = {}): Promise<void> => {
  rmSync(join(root, dirname(outfile)), { recursive: true, force: true });
  const { metafile } = await build({ ...options, ...more, entryPoints: [entry], outfile, metafile: true });
  // Beside the bundles, not in them: what lies in dist/lambdas/<name> is deployed.
  mkdirSync(join(root, 'dist/meta'), { recursive: true });
  writeFileSync(join(root, `dist/meta/${basename(dirname(outfile))}.json`), JSON.stringify(metafile));
  const kilobytes = (metafile.outputs[outfile]?.bytes ?? 0) / 1000;
  process.stdout.write(`${outfile} ${kilobytes.toFixed(0)} KB\n`);
};

const lambdas = globSync('lambdas/*/handler.ts', { cwd: root }).map(entry => basename(dirname(entry)));
for (const name of lambdas) await bundle(`lambdas/${name}/handler.ts`, `dist/lambdas/${name}/index.mjs`, forLambda);
await bundle('bin/kafka-steward.ts', 'dist/cli/kafka-steward.mjs');
