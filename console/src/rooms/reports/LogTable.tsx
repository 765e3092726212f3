import { Button } from '@mantine/core';
import type { LogBook, LogRow } from '@nguon/protocol/http/reports.ts';
import { IconBook2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyNote } from '../../ui/notes.tsx';
import { StateWord } from '../../ui/words.tsx';
import styles from './books.module.css';

const COLUMNS = [
  'day',
  'hours',
  'content',
  'length',
  'source',
  'language',
  'readers',
  'approvers',
  'speakers',
  'trouble',
] as const;

interface Props {
  book: LogBook;
  onCorrect: (entry: LogRow['entry']) => void;
}

/** The lines of the book in the words of the printed one; on a phone each line stands alone. */
export function LogTable({ book, onCorrect }: Props) {
  const { t } = useTranslation();
  if (book.rows.length === 0) {
    return (
      <EmptyNote icon={<IconBook2 size={36} aria-hidden />} title={t('books.empty')} help={t('books.emptyHelp')} />
    );
  }
  return (
    <>
      {/* Roles are said, since the narrow look takes them from the table. */}
      <table className={styles['log']} role="table" lang="vi">
        <caption className="unseen">{t('books.papers.log')}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {COLUMNS.map((column) => (
              <th key={column} scope="col" role="columnheader">
                {t(`books.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {book.rows.map((row) => (
            <Line key={row.key} row={row} mayCorrect={book.mayWrite} onCorrect={onCorrect} />
          ))}
        </tbody>
      </table>
      <p lang="vi">{book.sums}</p>
    </>
  );
}

function Line({ row, mayCorrect, onCorrect }: { row: LogRow; mayCorrect: boolean } & Pick<Props, 'onCorrect'>) {
  const { t } = useTranslation();
  return (
    <tr role="row">
      {COLUMNS.map((column) => (
        <td key={column} role="cell" data-column={column} data-empty={row[column] === '' || undefined}>
          <span className={styles['name']} aria-hidden>
            {t(`books.columns.${column}`)}
          </span>
          <span>
            {row[column]}
            {column === 'content' && row.entry !== null && (
              <>
                {' '}
                <StateWord>{t('books.byHand')}</StateWord>
              </>
            )}
            {column === 'trouble' && row.entry !== null && mayCorrect && (
              <Button
                variant="subtle"
                px="xs"
                aria-label={t('books.correctOf', { content: row.content })}
                onClick={() => onCorrect(row.entry)}
              >
                {t('books.correct')}
              </Button>
            )}
          </span>
        </td>
      ))}
    </tr>
  );
}
