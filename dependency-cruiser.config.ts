/** The arrows of ARCHITECTURE.md. Each rule says, to whoever breaks it, why it is there and what to do instead. */
interface Rule {
  readonly name: string;
  readonly severity: 'error';
  readonly comment: string;
  readonly from: object;
  readonly to: object;
}

const rule = (name: string, comment: string, from: object, to: object): Rule => ({
  name,
  severity: 'error',
  comment,
  from,
  to,
});

export default {
  forbidden: [
    rule(
      'domain-is-pure',
      'The domain is values in, values out: it imports nothing but the domain. Pass what it needs as an argument.',
      { path: '^src/domain' },
      { pathNot: '^src/domain' },
    ),
    rule(
      'ports-speak-domain',
      'A port is an interface in domain words. If it needs a library type, the adapter has leaked.',
      { path: '^src/ports' },
      { pathNot: '^src/(domain|ports)' },
    ),
    rule(
      'operations-know-no-adapter',
      'An operation reads and acts through ports. Take the port as an argument; wire the adapter in a shell.',
      { path: '^src/operations' },
      { pathNot: '^src/(domain|ports|operations)' },
    ),
    rule(
      'adapters-do-not-decide',
      'An adapter implements a port. If it needs an operation, the decision sits in the wrong room.',
      { path: '^src/adapters' },
      { path: '^(src/operations|lambdas|cli|lib|bin|demo)' },
    ),
    rule(
      'shells-do-not-share',
      'The CLI and the Lambdas are two shells over the same operations; what both need belongs below them.',
      { path: '^lambdas' },
      { path: '^(cli|lib|bin|demo)' },
    ),
    rule(
      'cli-is-a-shell',
      'The CLI wires adapters and calls operations. It knows nothing of Lambdas or stacks.',
      { path: '^cli' },
      { path: '^(lambdas|lib|bin|demo)' },
    ),
    rule(
      'stacks-see-contracts-only',
      'A stack needs the names of variables, not the code of a function: import the contract.ts of the Lambda.',
      { path: '^lib' },
      { path: '^(src/(ports|operations|adapters)|cli|bin|demo|lambdas/[^/]+/(?!contract[.]ts$))' },
    ),
    rule(
      'clients-stand-alone',
      'Applications copy these files: they import kafkajs and nothing of this project.',
      { path: '^clients' },
      { path: '^(src|lambdas|cli|lib|bin|demo|test|bench)/' },
    ),
    rule(
      'bin-holds-no-logic',
      'An entry point hands over to cli or lib at once.',
      { path: '^bin' },
      { path: '^(src|lambdas|demo)' },
    ),
    rule(
      'no-cycles',
      'Two files that need each other are one idea in two places, or two ideas in a knot.',
      {},
      { circular: true },
    ),
    rule('no-orphan-imports', 'The import does not resolve.', {}, { couldNotResolve: true }),
    rule(
      'no-dev-dependency',
      'What ships may not need a development dependency.',
      { path: '^(src|lambdas|cli)' },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'no-test-in-product',
      'Product code never imports tests.',
      { path: '^(src|lambdas|cli|lib|bin|demo)' },
      { path: '^(test|bench)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
