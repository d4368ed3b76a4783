/** The module of Kafka's error codes, from the lines that DumpErrors.java prints. */
export const renderErrors = (dump: string): string => {
  const rows = dump
    .trim()
    .split('\n')
    .map(line => {
      const [code = '', name = '', retriable = '', message = ''] = line.split('\t');
      return `  [${code}, '${name}', ${retriable}, ${quote(name === 'NONE' ? 'There was no error.' : message)}],\n`;
    });
  return `/** Code, name, whether the same request can succeed later, what it means. */
export type ErrorCode = readonly [code: number, name: string, retriable: boolean, sentence: string];

export const errorCodes: readonly ErrorCode[] = [
${rows.join('')}];
`;
};

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
