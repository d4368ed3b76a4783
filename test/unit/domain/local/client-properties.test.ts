import { expect, test } from 'vitest';
import {
  javaClientProperties,
  librdkafkaProperties,
  renderLibrdkafkaProperties,
} from '../../../../src/domain/local/client-properties.ts';

const profile = {
  bootstrapServers: '127.0.0.1:20000',
  security: 'scram',
  username: 'app',
  password: 'hidden',
  caPath: '/local/ca.pem',
} as const;

test('writes the secured profile in the words of Java clients', () => {
  expect(javaClientProperties(profile)).toEqual({
    'bootstrap.servers': '127.0.0.1:20000',
    'security.protocol': 'SASL_SSL',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required username="app" password="hidden";',
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': '/local/ca.pem',
  });
});

test('writes the secured profile in the words of librdkafka', () => {
  expect(librdkafkaProperties(profile)).toMatchObject({
    'security.protocol': 'sasl_ssl',
    'sasl.username': 'app',
    'ssl.ca.location': '/local/ca.pem',
  });
});

test('writes no login where there is none', () => {
  const plaintext = { ...profile, security: 'plaintext' } as const;
  expect(javaClientProperties(plaintext)).toEqual({
    'bootstrap.servers': '127.0.0.1:20000',
    'security.protocol': 'PLAINTEXT',
  });
  expect(librdkafkaProperties(plaintext)).toEqual({ 'bootstrap.servers': '127.0.0.1:20000' });
});

test('leaves every character as it is for librdkafka', () => {
  expect(renderLibrdkafkaProperties({ 'sasl.password': 'a\\b ü' })).toBe('sasl.password=a\\b ü\n');
});
