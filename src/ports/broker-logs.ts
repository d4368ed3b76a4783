/** Reads the logs of brokers that are at hand: those of a cluster one runs oneself. */
export interface BrokerLogs {
  /** Line by line, of all files, in no order of time. Rejects with InputInvalid where there is nothing to read. */
  lines(): AsyncIterable<string>;
}
