import { openRunDirectory } from '../../../../../src/adapters/local/journal/run-directory.ts';
import { defineChangeLockContract } from '../../../../contracts/change-lock.contract.ts';
import { defineRunJournalContract } from '../../../../contracts/run-journal.contract.ts';
import { scratchDirectory } from '../scratch-directory.ts';

defineChangeLockContract('a directory', async nowMs => openRunDirectory(await scratchDirectory(), nowMs).lock);
defineRunJournalContract('a directory', async nowMs => openRunDirectory(await scratchDirectory(), nowMs));
