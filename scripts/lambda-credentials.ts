interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/**
 * Stands in for @aws-sdk/credential-provider-node in Lambda bundles. Lambda hands credentials over in three variables;
 * the SDK's own chain also knows profiles, SSO, web identity and instance metadata, 95 KB that never run there.
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY)
    return await Promise.resolve({
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    });
  throw Object.assign(new Error('the function has no credentials in its environment'), {
    name: 'CredentialsProviderError',
  });
};
