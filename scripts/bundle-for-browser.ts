import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** One script for a page that runs without a network, with all it imports in it. */
export async function bundleForBrowser(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    // bigint, and what of es2024 the domain uses, are in every browser since then.
    target: 'es2023',
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error(`${entry.href} gave no bundle`);
  // What ends the element it stands in would end the script.
  return script.text.replaceAll('</script', String.raw`<\/script`);
}
