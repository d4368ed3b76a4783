import { expect, test } from 'vitest';
import { parseJavaMajor } from '../../../../src/domain/local/java-version.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_392"', 8],
  ['openjdk version "24-ea" 2025-03-18', 24],
  ['Picked up JAVA_TOOL_OPTIONS: -Dx=1\nopenjdk version "21" 2023-09-19', 21],
  ['openjdk version "11.0.22"', 11],
])('reads %j', (output, major) => {
  expect(parseJavaMajor(output)).toBe(major);
});

test('reads nothing from a program that is no Java', () => {
  expect(parseJavaMajor('usage: java [FILE]')).toBeUndefined();
});
