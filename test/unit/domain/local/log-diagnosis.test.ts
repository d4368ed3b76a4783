import { expect, test } from 'vitest';
import { findFailureLine } from '../../../../src/domain/local/log-diagnosis.ts';

test('tells the innermost cause of a stack trace', () => {
  const log = `
2026-01-01T10:00:00,000 INFO starting (KafkaServer)
2026-01-01T10:00:01,000 ERROR Exiting Kafka due to fatal exception (Kafka$)
org.apache.kafka.common.KafkaException: Failed to create new authorizer
	at kafka.server.KafkaConfig.<init>(KafkaConfig.scala:1)
Caused by: java.lang.ClassNotFoundException: no.such.Class
	at java.base/java.net.URLClassLoader.findClass(URLClassLoader.java:445)
	... 12 more
`;
  expect(findFailureLine(log)).toBe('java.lang.ClassNotFoundException: no.such.Class');
});

test('tells an exception without a cause, and not the thread it came from', () => {
  const log =
    'Exception in thread "main" java.lang.IllegalArgumentException: requirement failed: no\n\tat a.b(C.java:1)\n';
  expect(findFailureLine(log)).toBe('java.lang.IllegalArgumentException: requirement failed: no');
});

test('does not take threads that were told to stop for the cause', () => {
  const log = `
java.net.BindException: Address already in use
	at sun.nio.ch.Net.bind0(Native Method)
Caused by: java.util.concurrent.CancellationException
`;
  expect(findFailureLine(log)).toBe('java.net.BindException: Address already in use');
});

test('tells the last error where there is no exception, and else the last line', () => {
  expect(findFailureLine('1 INFO a\n2 ERROR disk gone\n3 INFO b')).toBe('2 ERROR disk gone');
  expect(findFailureLine('1 INFO a\nError: Could not find or load main class kafka.Kafka\n')).toBe(
    'Error: Could not find or load main class kafka.Kafka',
  );
  expect(findFailureLine('1 INFO a\n3 INFO b\n')).toBe('3 INFO b');
});

test('tells nothing of an empty log', () => {
  expect(findFailureLine('\n \n')).toBeUndefined();
});
