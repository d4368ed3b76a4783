import path from 'node:path';
import { build } from 'esbuild';

/** Node clients are measured as they are deployed: one minified file, no package directory to search at start. */
export async function bundleProgram(source: string, name: string, cacheDirectory: string): Promise<string> {
  const outfile = path.join(cacheDirectory, `${name}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    legalComments: 'none',
    logLevel: 'error',
    // As a plain file beside the bundle the WebAssembly of this package would not be found.
    alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
    // CommonJS packages inside an ESM bundle ask for Node's own modules by require.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
  return outfile;
}
