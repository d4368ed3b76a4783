/** Threads that are told to stop because another one failed say so, too. */
function isAftermath(line: string): boolean {
  return /(Cancellation|Interrupted|Rejected\w*)Exception/.test(line);
}

/**
 * The line of a broker's log that says why it died. The innermost cause of the last stack trace comes first, since
 * Kafka wraps what went wrong again and again; then the last exception; then the last error; then whatever was last.
 */
export function findFailureLine(log: string): string | undefined {
  const lines = log
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^(at |\.\.\. \d+ more)/.test(line));
  const found =
    lines.findLast(line => line.startsWith('Caused by:') && !isAftermath(line)) ??
    lines.findLast(
      line => /^(Exception in thread|Error: |[\w.$]+(Exception|Error)\b)/.test(line) && !isAftermath(line),
    ) ??
    lines.findLast(line => /\b(FATAL|ERROR)\b/.test(line)) ??
    lines.at(-1);
  return found?.replace(/^(Caused by: |Exception in thread "[^"]*" )/, '').slice(0, 300);
}
