import { ec2, tagsIn, textsIn, unsignedRequest } from '../aws/unsigned-request.ts';

const firstOf = (xml: string, element: string): string => {
  const [found] = textsIn(xml, element);
  if (found === undefined) throw new Error(`no ${element} in ${xml.slice(0, 300)}`);
  return found;
};

export const runInstance = async (endpoint: string): Promise<string> =>
  firstOf(
    await ec2(endpoint, { Action: 'RunInstances', ImageId: 'ami-0', MinCount: '1', MaxCount: '1' }),
    'instanceId',
  );

export const terminateInstance = async (endpoint: string, instanceId: string): Promise<void> => {
  await ec2(endpoint, { Action: 'TerminateInstances', 'InstanceId.1': instanceId });
};

export const createVolume = async (endpoint: string, zoneName: string): Promise<string> =>
  firstOf(await ec2(endpoint, { Action: 'CreateVolume', AvailabilityZone: zoneName, Size: '1' }), 'volumeId');

export const tagVolume = async (endpoint: string, volumeId: string, key: string, value: string): Promise<void> => {
  await ec2(endpoint, { Action: 'CreateTags', 'ResourceId.1': volumeId, 'Tag.1.Key': key, 'Tag.1.Value': value });
};

export const tagsOf = async (endpoint: string, volumeId: string): Promise<Readonly<Record<string, string>>> =>
  tagsIn(await ec2(endpoint, { Action: 'DescribeVolumes', 'VolumeId.1': volumeId }));

const route53 = '/2013-04-01/hostedzone';

export const createZone = async (endpoint: string, domain: string): Promise<string> => {
  const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${domain}</Name><CallerReference>${domain}</CallerReference></CreateHostedZoneRequest>`;
  return firstOf(await unsignedRequest(endpoint, 'route53', route53, body), 'Id').replace('/hostedzone/', '');
};

/** Name to address, of the A records. */
export const recordsOf = async (endpoint: string, zoneId: string): Promise<ReadonlyMap<string, string>> => {
  const xml = await unsignedRequest(endpoint, 'route53', `${route53}/${zoneId}/rrset`);
  const sets = [...xml.matchAll(/<ResourceRecordSet>.*?<\/ResourceRecordSet>/gs)].map(([set]) => set);
  return new Map(
    sets
      .filter(set => firstOf(set, 'Type') === 'A')
      .map(set => [firstOf(set, 'Name').replace(/\.$/, ''), firstOf(set, 'Value')]),
  );
};
