/**
 * The line of a broker's log that says why it died. A fatal line comes first; then the innermost cause of the last
 * stack trace, since Kafka wraps the cause it then prints last; then the last error; then whatever was printed last.
 */
export function findFailureLine(log: string): string | undefined {
  const lines = log
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^(at |\.\.\. \d+ more)/.test(line));
  const found =
    lines.findLast(line => line.startsWith('Caused by:')) ??
    lines.findLast(line => /^(Exception in thread|Error occurred|Error: |[\w.$]+(Exception|Error)\b)/.test(line)) ??
    lines.findLast(line => /\b(FATAL|ERROR)\b/.test(line)) ??
    lines.at(-1);
  return found?.replace(/^Caused by:\s*/, '').slice(0, 300);
}
