import { defineChangeLockContract } from '../../contracts/change-lock.contract.ts';
import { inMemoryRuns } from '../../contracts/fakes/in-memory-runs.ts';
import { defineRunJournalContract } from '../../contracts/run-journal.contract.ts';

defineChangeLockContract('the in-memory lock', nowMs => inMemoryRuns(nowMs).lock);
defineRunJournalContract('the in-memory journal', inMemoryRuns);
