import { fileJournal } from '#main/adapters/journal/file-journal.ts';

/** Appends line after line and says each number once it is acknowledged, until it is killed. Run by the journal's test. */
const journal = fileJournal(process.argv[2] ?? '');
for (let clientSeq = (await journal.head('ws_1')) + 1; ; clientSeq += 1) {
  await journal.append('ws_1', clientSeq, [JSON.stringify({ clientSeq, text: 'x'.repeat(200) })]);
  process.stdout.write(`ack ${clientSeq}\n`);
}
