#!/usr/bin/env node
import { leaveProcess, openProcessShell } from '../cli/process-shell.ts';
import { runProgram } from '../cli/program.ts';
import { realWorld } from '../cli/real-world.ts';

await leaveProcess(await runProgram(process.argv.slice(2), openProcessShell(), realWorld));
