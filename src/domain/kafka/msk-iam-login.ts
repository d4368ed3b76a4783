import type { MskIamLogin } from './client-settings.ts';
import type { JaasConfig } from './jaas-config.ts';

/** Options of IAMLoginModule that change nothing here: logging, retries of its own, a hint for its class loader. */
const ignoredOptions = ['awsDebugCreds', 'awsMaxRetries', 'awsMaxBackOffTimeMs'];

/**
 * Reads the options of aws-msk-iam-auth's login modules. Without options the default credential chain logs in.
 * https://github.com/aws/aws-msk-iam-auth#details
 */
export function readMskIamLogin(jaas: JaasConfig | undefined, problems: string[]): MskIamLogin {
  const options = new Map(jaas?.options);
  const take = (name: string): string | undefined => {
    const value = options.get(name);
    options.delete(name);
    return value || undefined;
  };
  const credentialProfile = take('awsProfileName');
  const arn = take('awsRoleArn');
  const sessionName = take('awsRoleSessionName');
  const assumedRole = arn === undefined ? undefined : { arn, sessionName };
  for (const name of options.keys()) {
    if (!ignoredOptions.includes(name))
      problems.push(
        `sasl.jaas.config has the option ${name}, which is not supported; a profile of ~/.aws/config named by awsProfileName can say the same`,
      );
  }
  if (credentialProfile !== undefined && assumedRole !== undefined) {
    problems.push('sasl.jaas.config has awsProfileName and awsRoleArn; keep one');
  }
  return { kind: 'msk-iam', credentialProfile, assumedRole };
}
