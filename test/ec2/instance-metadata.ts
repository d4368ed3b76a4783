import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { InstanceFacts } from './machines.ts';

/** IMDSv2 as a launch template with required tokens leaves it: a token by PUT, no answer without one. */
export function instanceMetadata(factsOf: (socket: Socket) => Promise<InstanceFacts | undefined>): Server {
  const tokens = new Set<string>();
  return createServer((request, response) => {
    const answer = (status: number, body = ''): void => void response.writeHead(status).end(body);
    const path = request.url ?? '';
    if (request.method === 'PUT' && path === '/latest/api/token') {
      if (request.headers['x-aws-ec2-metadata-token-ttl-seconds'] === undefined) return answer(400);
      const token = randomUUID();
      tokens.add(token);
      return answer(200, token);
    }
    if (!tokens.has(String(request.headers['x-aws-ec2-metadata-token']))) return answer(401);
    void factsOf(request.socket).then(facts => {
      const value = facts === undefined ? undefined : valuesOf(facts)[path.replace('/latest/meta-data/', '')];
      answer(value === undefined ? 404 : 200, value);
    });
  });
}

const valuesOf = (facts: InstanceFacts): Readonly<Record<string, string>> => ({
  'instance-id': facts.instanceId,
  'placement/availability-zone': facts.zoneName,
  'placement/availability-zone-id': facts.zoneId,
  'local-ipv4': facts.address,
});
