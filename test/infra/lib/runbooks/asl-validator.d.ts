/** The package brings no types. It writes into the definition it is given. */
declare module 'asl-validator' {
  export default function validate(definition: object): {
    readonly isValid: boolean;
    readonly errors: readonly { readonly message?: string }[];
  };
}
