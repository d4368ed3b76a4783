/** Who we are to AWS, by its own word. */
export interface CallerIdentity {
  /** The ARN of the user or the role session whose credentials are used. */
  readArn(): Promise<string>;
}
