import { type EdgeRequest, startEdge } from './edge-server.ts';
import { type DriveOptions, driveRotation, type RotationFunction, type RotationStory } from './rotation-driver.ts';
import { findSecret, secretsCalls } from './secrets-calls.ts';
import { beginRotation, currentValueOf, refusal, type StrictSecret } from './strict-secret.ts';

export interface SecretsEdgeOptions {
  /** The rotation functions by ARN, for RotateSecret. */
  readonly functions?: Readonly<Record<string, RotationFunction>>;
  /** How many secrets ListSecrets answers at a time. */
  readonly pageSize?: number;
  /** Told after each call that has changed what is AWSCURRENT of a secret. */
  readonly onCurrent?: (secret: StrictSecret) => void;
}

/**
 * Secrets Manager with its rules about tokens and labels, and its part of a rotation: emulators hold the one loosely and
 * have no other. Point AWS_ENDPOINT_URL_SECRETS_MANAGER at it. What it knows is in `state`.
 */
export const startSecretsEdge = async ({ functions = {}, pageSize = 100, onCurrent }: SecretsEdgeOptions = {}) => {
  const all: StrictSecret[] = [];
  const stories: Promise<RotationStory>[] = [];
  const state = {
    all,
    pageSize,
    beginRotation: (secret: StrictSecret, token: string) => {
      const call = functions[secret.rotationFunction ?? ''];
      if (call === undefined) throw refusal('InvalidRequestException', 'Secrets Manager cannot invoke the function.');
      beginRotation(secret, token);
      // The call is answered before the function is called.
      const answered = new Promise(resolve => setImmediate(resolve));
      stories.push(answered.then(async () => await driveRotation(secret, call, { token })));
    },
  };
  const answer = (request: EdgeRequest) => {
    const before = all.map(currentValueOf);
    try {
      const call = secretsCalls[actionOf(request)];
      if (call === undefined) throw refusal('UnknownOperationException', `${actionOf(request)} is not played here.`);
      return { status: 200, body: call(state, request.body) };
    } catch (error) {
      const { name, message } = error as Error;
      return { status: 400, body: { __type: name, message } };
    } finally {
      for (const [i, secret] of all.entries()) if (before[i] !== currentValueOf(secret)) onCurrent?.(secret);
    }
  };
  const edge = await startEdge({
    nameOf: actionOf,
    answer,
    throttled: { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } },
    denied: name => ({
      status: 400,
      body: {
        __type: 'AccessDeniedException',
        message: `User: ${caller} is not authorized to perform: secretsmanager:${name} because no identity-based policy allows the secretsmanager:${name} action`,
      },
    }),
    failed: { status: 500, body: { __type: 'InternalServiceError', message: 'An error occurred on the server side.' } },
  });
  return {
    ...edge,
    secret: (id: string): StrictSecret => findSecret({ all }, id),
    /** Rotates a secret with any function, as if it were the one it is set up with. */
    rotate: async (id: string, call: RotationFunction, options?: DriveOptions): Promise<RotationStory> => {
      const secret = findSecret({ all }, id);
      secret.isRotationEnabled = true;
      const story = driveRotation(secret, call, options);
      stories.push(story);
      return await story;
    },
    /** What came of all rotations so far, those RotateSecret began included. */
    stories: async () => await Promise.all(stories),
  };
};

export type SecretsEdge = Awaited<ReturnType<typeof startSecretsEdge>>;

const caller = 'arn:aws:iam::000000000000:user/somebody';

const actionOf = ({ headers }: EdgeRequest): string => String(headers['x-amz-target']).split('.')[1] ?? '';
