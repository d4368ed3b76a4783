import { OperationError } from '../../src/domain/errors.ts';
import {
  type CertificateReport,
  type CertificateWorld,
  issueNodeCertificates,
} from '../../src/operations/issue-node-certificates.ts';
import type { NodeCertificatesRequest } from './contract.ts';
import type { Settings } from './settings.ts';

/** The report where every node has its certificate; else an error that names each that has not, after all were tried. */
export const certifyNodes = async (
  { nodes }: NodeCertificatesRequest,
  { clusterName, authoritySecretId }: Settings,
  world: CertificateWorld,
): Promise<CertificateReport> => {
  const report = await issueNodeCertificates({ clusterName, authoritySecretId, nodes }, world);
  const failed = report.nodes.flatMap(outcome => (outcome.kind === 'failed' ? [outcome] : []));
  const [first] = failed;
  if (first === undefined) return report;
  const { name, retryable } = first.error;
  const each = failed.map(({ host, error }) => `${host}: ${error.message}`).join('; ');
  const what = `${failed.length} of ${nodes.length} nodes got no certificate: ${each}`;
  throw new OperationError(name, what, { retryable });
};
