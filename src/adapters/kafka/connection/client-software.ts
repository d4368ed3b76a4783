/** What this client calls itself in ApiVersions (KIP-511); brokers show it in their metrics and request logs. */
export const clientSoftware = { clientSoftwareName: 'kafka-steward', clientSoftwareVersion: '0.1.0' };
