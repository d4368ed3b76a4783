/** Reads the settings brokers run with. Never writes. */
export interface BrokerSettingsReader {
  /** One row a broker, by id. Rejects only where nobody tells which brokers there are. */
  readSettings(): Promise<readonly BrokerSettings[]>;
}

export interface BrokerSettings {
  readonly brokerId: number;
  /** By name. What a broker keeps to itself is left out: passwords, and settings of classes it does not know. */
  readonly values: Readonly<Record<string, string>>;
  /** Why this broker did not tell, in a sentence; the rest is then worth nothing. */
  readonly problem?: string;
}
