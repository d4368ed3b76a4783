import { type EdgeAnswer, type EdgeRequest, startEdge } from './edge-server.ts';
import type { MskScram } from './msk-scram.ts';

/** What the MSK control plane is to say of each cluster, by ARN. */
export type MskClusters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What DescribeClusterV2 says of clusters beyond their names, by ARN. */
export type MskDescriptions = Readonly<Record<string, object>>;

/**
 * The calls of MSK's API that say where a cluster is, GetBootstrapBrokers (v1) and DescribeClusterV2, and those that
 * associate secrets with it. Emulators hand out brokers of their own or none, and copy no secret to them; this one hands
 * out real ones. Point AWS_ENDPOINT_URL_KAFKA at it.
 */
export const startMskEdge = async (
  clusters: MskClusters,
  scram: Readonly<Record<string, MskScram>> = {},
  descriptions: MskDescriptions = {},
) =>
  await startEdge({
    nameOf: ({ method, url }) => `${method} ${decodeURIComponent(url.pathname)}`,
    answer: request => answerTo(request, clusters, scram, descriptions),
    throttled: refused(429, 'TooManyRequestsException', 'Rate exceeded'),
    denied: name => refused(403, 'ForbiddenException', `User is not authorized to make the call ${name}`),
    failed: refused(500, 'InternalServerErrorException', 'An error occurred on the server side.'),
  });

const refused = (status: number, name: string, message: string): EdgeAnswer => ({
  status,
  body: { message },
  headers: { 'x-amzn-errortype': name },
});

const answerTo = (
  request: EdgeRequest,
  clusters: MskClusters,
  scram: Readonly<Record<string, MskScram>>,
  descriptions: MskDescriptions,
): EdgeAnswer => {
  const path = decodeURIComponent(request.url.pathname);
  const [, version, arn = '', rest] =
    /^\/(v1|api\/v2)\/clusters\/(arn:.+?)(\/bootstrap-brokers|\/scram-secrets)?$/.exec(path) ?? [];
  const strings = clusters[arn];
  if (strings === undefined) return refused(404, 'NotFoundException', `The cluster ${arn} does not exist.`);
  if (rest === '/scram-secrets') return answerScram(request, arn, scram[arn]);
  if (version === 'v1') return { status: 200, body: strings };
  const clusterName = arn.split('/')[1];
  return {
    status: 200,
    body: {
      clusterInfo: { clusterArn: arn, clusterName, clusterType: 'PROVISIONED', state: 'ACTIVE', ...descriptions[arn] },
    },
  };
};

/** POST associates, PATCH disassociates, GET lists. */
const answerScram = (
  { method, url, body }: EdgeRequest,
  clusterArn: string,
  scram: MskScram | undefined,
): EdgeAnswer => {
  if (scram === undefined) {
    return refused(400, 'BadRequestException', 'SASL/SCRAM is not enabled for this cluster.');
  }
  if (method === 'GET') {
    const [from, size] = [Number(url.searchParams.get('nextToken') ?? 0), 2];
    const all = scram.list();
    const nextToken = from + size < all.length ? String(from + size) : undefined;
    return { status: 200, body: { secretArnList: all.slice(from, from + size), nextToken } };
  }
  const { secretArnList: arns = [] } = body as { readonly secretArnList?: readonly string[] };
  if (arns.length === 0 || arns.length > 10) {
    return refused(400, 'BadRequestException', `secretArnList has ${arns.length} members; 1 to 10 are allowed.`);
  }
  const unprocessedScramSecrets = method === 'POST' ? scram.associate(arns) : scram.disassociate(arns);
  return { status: 200, body: { clusterArn, unprocessedScramSecrets } };
};
