import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonTools } from '../aws/python-tools.ts';

/** What cfn-lint says of templates; nothing is fine. */
export const lint = async (templates: readonly string[]): Promise<string> => {
  const tools = await pythonTools();
  // W3005 is about a DependsOn that the CDK adds beside a reference: more than needed, never wrong. W3010 is about zones
  // by their names, which somebody gave.
  const options = ['--ignore-checks', 'W3005', 'W3010', '--', ...templates];
  const env = { PATH: process.env['PATH'], PYTHONPATH: tools };
  try {
    const { stdout } = await promisify(execFile)('python3', [join(tools, 'bin/cfn-lint'), ...options], { env });
    return stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
};
