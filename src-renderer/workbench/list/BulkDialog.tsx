import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#shared/kernel/json.ts';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import type { BulkProgress } from '#renderer/store/workspace.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Progress } from '#renderer/ui/text/Progress.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { RecordForm } from '../form/RecordForm.tsx';
import { reasonsOf, sayRefused } from '../act/useAct.ts';

interface BulkDialogProps {
  readonly definition: AnyRecordDefinition;
  readonly option: Option;
  readonly ids: readonly string[];
  readonly onClose: (done: boolean) => void;
}

/** Rows that the confirming list shows; more are counted. */
const SHOWN = 50;

/** The one confirming list of a bulk command: which records go, which do not and why, then the command with progress. */
export function BulkDialog({ definition, option, ids, onClose }: BulkDialogProps): ReactNode {
  const workspace = useWorkspace();
  const { t } = useTranslation('workbench');
  const [values, setValues] = useState<JsonObject>({});
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const [rows, setRows] = useState<readonly { id: string; label: string; reasons: readonly string[] }[]>([]);
  const stop = useRef(new AbortController());

  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const records = await workspace.reader.many(ids.slice(0, SHOWN));
      const found = await Promise.all(
        records.map(async (record) => {
          const now = (await workspace.explain(record.id)).find((one) => one.verb === option.verb);
          const label = `${record.number ?? ''} ${labelOf(definition, record)}`.trim();
          return { id: record.id, label, reasons: now ? reasonsOf(now.unmet) : [t('bulk.notFromHere', { what: option.label })] };
        }),
      );
      if (isCurrent) setRows(found);
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [workspace, ids, option, definition, t]);

  const run = async () => {
    setProgress({ done: 0, total: ids.length });
    const drafts = ids.map((id) => ({ name: option.command, recordId: id as ReturnType<typeof workspace.newId>, input: values }));
    const report = await workspace.bulk(drafts, { onProgress: setProgress, signal: stop.current.signal });
    const refused = report.refused.map(({ refusal }) => `${refusal.message} ${reasonsOf(refusal.unmet).join(' ')}`);
    say({
      id: 'bulk',
      tone: refused.length > 0 ? 'refused' : 'neutral',
      text: t('bulk.done', { what: option.label, done: report.accepted, all: ids.length }),
      ...(refused.length > 0 ? { reasons: refused.slice(0, 8) } : {}),
      undo: {
        label: t('undo'),
        keys: 'Ctrl Z',
        onClick: () => void workspace.undo().then((undone) => undone.ok || sayRefused(undone.error)),
      },
    });
    onClose(true);
  };

  const go = rows.filter((row) => row.reasons.length === 0).length;
  return (
    <FormDialog
      opened
      size="wide"
      title={t('bulk.title', { what: option.label, count: ids.length })}
      lead={rows.length === 0 ? undefined : t('bulk.lead', { go, of: rows.length })}
      submitLabel={option.label}
      onSubmit={() => void run()}
      onClose={() => {
        stop.current.abort();
        onClose(progress !== null);
      }}
      busy={progress !== null}
    >
      {Object.keys(option.input).length > 0 && (
        <RecordForm
          definition={{ ...definition, fields: option.input }}
          values={values}
          onChange={(name, value) => setValues((now) => ({ ...now, [name]: value }))}
        />
      )}
      {progress ? (
        <Progress
          value={progress.total === 0 ? 1 : progress.done / progress.total}
          label={t('bulk.progress', { done: progress.done, total: progress.total })}
        />
      ) : (
        <Table
          label={t('bulk.list')}
          columns={[
            { id: 'what', label: t('bulk.record') },
            { id: 'verdict', label: t('bulk.verdict') },
          ]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: [
              row.label,
              row.reasons.length === 0 ? (
                <StateMark key="go" tone="approved" word={t('bulk.goes')} />
              ) : (
                <span key="no">
                  <StateMark tone="refused" word={t('bulk.stays')} /> {row.reasons.join(' ')}
                </span>
              ),
            ],
          }))}
        />
      )}
    </FormDialog>
  );
}
