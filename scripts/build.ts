/** Bundles every Lambda to dist/lambdas/<name>/index.mjs and the CLI to dist/cli/kafka-steward.mjs. */
import { globSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { inlineReportAssets } from './inline-report-assets.ts';
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
  // Only loads are packed by these codecs, and no function sends one.
  external: ['@platformatic/wasm-utils/bundled'],
} satisfies BuildOptions;

const bundle = async (entry: string, outfile: string, more: BuildOptions = {}): Promise<void> => {
  const { metafile, outputFiles } = await build({
    ...options,
    ...more,
    entryPoints: [entry],
    outfile,
    metafile: true,
    write: false,
  });
  const [code] = outputFiles;
  if (code === undefined) throw new Error(`${entry} gave no bundle`);
  replaceFile(outfile, code.contents);
  // Beside the bundles, not in them: what lies in dist/lambdas/<name> is deployed.
  replaceFile(`dist/meta/${basename(dirname(outfile))}.json`, JSON.stringify(metafile));
  process.stdout.write(`${outfile} ${(code.contents.length / 1000).toFixed(0)} KB\n`);
};

/** Whole or not at all, so that a process that imports a bundle while another builds it gets the old or the new one. */
const replaceFile = (path: string, contents: string | Uint8Array): void => {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  // Not beside the target: its folder is what gets deployed.
  const fresh = join(root, 'dist', `${basename(path)}.${process.pid}`);
  writeFileSync(fresh, contents);
  renameSync(fresh, target);
};

const lambdas = globSync('lambdas/*/handler.ts', { cwd: root }).map(entry => basename(dirname(entry)));
for (const name of lambdas) await bundle(`lambdas/${name}/handler.ts`, `dist/lambdas/${name}/index.mjs`, forLambda);
await bundle('bin/kafka-steward.ts', 'dist/cli/kafka-steward.mjs', {
  plugins: [...options.plugins, inlineReportAssets],
});
