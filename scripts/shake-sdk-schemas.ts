import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Lets esbuild drop the schemas of operations that are never called. The SDK writes them as arrays with computed keys,
 * which esbuild keeps because a computed key could run code; marked as pure, 100 KB of S3's and MSK's go.
 */
export const shakeSdkSchemas: Plugin = {
  name: 'shake-sdk-schemas',
  setup: build =>
    build.onLoad(
      { filter: /@aws-sdk[/\\]client-[^/\\]+[/\\]dist-es[/\\]schemas[/\\]schemas_\d+\.js$/ },
      ({ path }) => ({
        contents: readFileSync(path, 'utf8').replaceAll(
          /^((?:export )?(?:var|const) [\w$]+ = )(\[[^]*?\n?\]);$/gm,
          '$1/* @__PURE__ */ (() => $2)();',
        ),
      }),
    ),
};
