/** The major version in what `java -version` prints: 8 for `1.8.0_392`, 17 for `17.0.15`, 24 for `24-ea`. */
export function parseJavaMajor(output: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(output);
  return found === null ? undefined : Number(found[1]);
}
