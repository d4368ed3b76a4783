import type { RotationStrategy } from './rotated-user.ts';
import type { ScramMechanism } from './scram-login.ts';

/** Which user is to be rotated. */
export interface ScramRotationRequest {
  /** Where the secret is: `aws`, `aws:REGION`, or a directory of this machine. For whoever goes on with the run. */
  readonly store: string;
  /** The pointer secret, by its ARN or name. */
  readonly secretId: string;
  /** Whose secret it has to be; absent: whoever its tags name. */
  readonly user?: string;
  /** The id of the version that is made: 32 to 64 letters, digits and hyphens, never used for another rotation. */
  readonly token: string;
  /** Makes the pointer and its first SCRAM user where there is no such secret yet. Absent: it has to be there. */
  readonly create?: NewRotatedUser;
}

/** A user that is rotated from now on. */
export interface NewRotatedUser {
  readonly base: string;
  readonly strategy: RotationStrategy;
  readonly mechanism: ScramMechanism;
  /** What applications are to connect to; absent: they know it from elsewhere. */
  readonly bootstrapServers?: string;
}
