import { OperationError } from '../../domain/errors.ts';
import { parseJavaMajor } from '../../domain/local/java-version.ts';
import type { KafkaRelease } from '../../domain/local/kafka-release.ts';
import { runCommand } from './run-command.ts';

/** Refuses a machine whose Java is missing or older than the release needs, and says which one was found. */
export async function checkJava(javaCommand: string, release: KafkaRelease): Promise<void> {
  const needed = `kafka ${release.version} needs Java ${release.minimumJavaMajor} or later`;
  const advice = 'install it, or set JAVA_HOME to one that is';
  const { exitCode, output } = await runCommand(javaCommand, ['-version']);
  if (exitCode === undefined) {
    throw new OperationError('ToolMissing', `${needed} and "${javaCommand}" was not found; ${advice}`);
  }
  const major = parseJavaMajor(output);
  if (exitCode !== 0 || major === undefined) {
    throw new OperationError('ToolMissing', `${needed} and "${javaCommand} -version" tells no version; ${advice}`);
  }
  if (major < release.minimumJavaMajor) {
    throw new OperationError('ToolMissing', `${needed} and "${javaCommand}" is Java ${major}; ${advice}`);
  }
}
