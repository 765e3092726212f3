import { Button, FileButton } from '@mantine/core';
import type { VillageImportReport } from '@nguon/protocol/http/units.ts';
import { IconTableImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { importVillages } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import styles from './units.module.css';

/** Villages by spreadsheet, with what became of each row. */
export function ImportVillages() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const importing = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file, file.name);
      return importVillages(form);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['units'] }),
  });
  return (
    <section className="sheet stack">
      <div>
        <h2>{t('units.import')}</h2>
        <p className="soft">{t('units.importHelp')}</p>
      </div>
      <FileButton accept=".csv,.xlsx" onChange={(file) => file && importing.mutate(file)}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconTableImport aria-hidden />}
            loading={importing.isPending}
          >
            {t('units.chooseFile')}
          </Button>
        )}
      </FileButton>
      {importing.isPending && <p role="status">{t('units.importing')}</p>}
      <ErrorNote error={importing.error} />
      {importing.data && <Report report={importing.data} />}
    </section>
  );
}

function Report({ report }: { report: VillageImportReport }) {
  const { t } = useTranslation();
  const { created, unchanged, refused } = report;
  return (
    <>
      <Note kind="done">{t('units.report', { created, unchanged, refused })}</Note>
      <div className={styles['scroll']} role="region" aria-label={t('units.import')} tabIndex={0}>
        <table className={styles['report']}>
          <thead>
            <tr>
              <th scope="col">{t('units.row')}</th>
              <th scope="col">{t('units.name')}</th>
              <th scope="col">{t('units.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <tr key={row.row}>
                <td>{row.row}</td>
                <td>{row.name}</td>
                <td>
                  {t(`units.outcomes.${row.outcome}`)}
                  {row.reason !== null && `: ${row.reason}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
