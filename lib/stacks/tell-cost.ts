import { Annotations, CfnOutput, type Stack } from 'aws-cdk-lib';

/** Says what a stack costs where it is synthesised, and again where it is deployed. */
export const tellCost = (stack: Stack, sentence: string): void => {
  Annotations.of(stack).addInfo(`${stack.stackName} costs ${sentence}`);
  new CfnOutput(stack, 'MonthlyCost', { value: sentence });
};
