import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './PrintLinks.module.css';

/** One paper that can be printed here: its name and its address without ending and with its query. */
export interface PrintedPaper {
  label: string;
  path: string;
  query?: Readonly<Record<string, string>>;
}

/** In giấy tờ: each paper as .docx for the office's document system and as PDF. */
export function PrintLinks({ papers }: { papers: readonly PrintedPaper[] }) {
  const { t } = useTranslation();
  return (
    <details className={styles['print']}>
      <summary>
        <IconPrinter size={20} aria-hidden /> {t('books.print')}
      </summary>
      <ul>
        {papers.map((paper) => (
          <li key={paper.label}>
            <span>{paper.label}</span>
            <span className={styles['ways']}>
              <a href={addressOf(paper, 'docx')} download aria-label={t('books.word', { paper: paper.label })}>
                Word
              </a>
              <a
                href={addressOf(paper, 'pdf')}
                target="_blank"
                rel="noreferrer"
                aria-label={t('books.pdf', { paper: paper.label })}
              >
                PDF
              </a>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function addressOf({ path, query = {} }: PrintedPaper, format: 'docx' | 'pdf'): string {
  const search = new URLSearchParams(query).toString();
  return `/api/papers/${path}.${format}${search === '' ? '' : `?${search}`}`;
}
