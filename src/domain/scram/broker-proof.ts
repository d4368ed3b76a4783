/** That a broker accepts a login, as a journal keeps it. */
export type BrokerProof = {
  readonly brokerId: number;
  readonly endpoint: string;
  /** From the first attempt. */
  readonly afterMs: number;
};
