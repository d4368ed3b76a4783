import type { Api } from '../../src/adapters/kafka/protocol/api.ts';

// JoinGroup and SyncGroup at one version each: the product never joins a group, so its generated tables have neither.

interface JoinGroupRequest {
  readonly groupId: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly memberId: string;
  readonly protocolType: string;
  readonly protocols: readonly { readonly name: string; readonly metadata: Uint8Array }[];
}

interface JoinGroupResponse {
  readonly errorCode: number;
  readonly generationId: number;
  readonly memberId: string;
}

interface SyncGroupRequest {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly assignments: readonly { readonly memberId: string; readonly assignment: Uint8Array }[];
}

interface SyncGroupResponse {
  readonly errorCode: number;
}

/** Version 3 is the last that needs no second round to be given a member id. */
export const joinGroup: Api<JoinGroupRequest, JoinGroupResponse> = {
  name: 'JoinGroup',
  key: 11,
  minVersion: 3,
  maxVersion: 3,
  flexibleFrom: Infinity,
  request: [
    { name: 'groupId', type: 'string' },
    { name: 'sessionTimeoutMs', type: 'int32' },
    { name: 'rebalanceTimeoutMs', type: 'int32' },
    { name: 'memberId', type: 'string' },
    { name: 'protocolType', type: 'string' },
    {
      name: 'protocols',
      array: true,
      type: [
        { name: 'name', type: 'string' },
        { name: 'metadata', type: 'bytes' },
      ],
    },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'generationId', type: 'int32' },
    { name: 'protocolName', type: 'string' },
    { name: 'leader', type: 'string' },
    { name: 'memberId', type: 'string' },
    {
      name: 'members',
      array: true,
      type: [
        { name: 'memberId', type: 'string' },
        { name: 'metadata', type: 'bytes' },
      ],
    },
  ],
};

export const syncGroup: Api<SyncGroupRequest, SyncGroupResponse> = {
  name: 'SyncGroup',
  key: 14,
  minVersion: 2,
  maxVersion: 2,
  flexibleFrom: Infinity,
  request: [
    { name: 'groupId', type: 'string' },
    { name: 'generationId', type: 'int32' },
    { name: 'memberId', type: 'string' },
    {
      name: 'assignments',
      array: true,
      type: [
        { name: 'memberId', type: 'string' },
        { name: 'assignment', type: 'bytes' },
      ],
    },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'assignment', type: 'bytes' },
  ],
};
