import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The condition of a right to use a key only by way of these services, never by itself. */
export const throughService = (scope: Construct, ...services: readonly string[]) => {
  const { region, urlSuffix } = Stack.of(scope);
  const through = services.map(service => `${service}.${region}.${urlSuffix}`);
  return { StringEquals: { 'kms:ViaService': through.length === 1 ? through[0] : through } };
};
