import { Button, TextInput } from '@mantine/core';
import type { LogBook, LogRow } from '@nguon/protocol/http/reports.ts';
import { IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { readLogBook } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, unitsOf, useMe } from '../../session.ts';
import { addDays, dayOf } from '../../time.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PlacePicker } from '../../ui/PlacePicker.tsx';
import { PrintLinks } from '../../ui/PrintLinks.tsx';
import { useTime } from '../../ui/useTime.ts';
import { EntryForm } from './EntryForm.tsx';
import { LetterheadForm } from './LetterheadForm.tsx';
import { LogTable } from './LogTable.tsx';
import { Rates } from './Rates.tsx';

/** Sổ sách: the log book of a month as it is printed, lines by hand, and the papers of the month. */
export function BooksPage(): ReactNode {
  const { t } = useTranslation();
  const { now } = useTime();
  const me = useMe();
  const units = unitsOf(me.grants);
  const words = useWords('unit', 'month');
  const unit = words.unit ?? (units.length === 1 ? units[0]?.id : undefined);
  const month = words.month ?? dayOf(now).slice(0, 7);
  const period = monthOf(month);
  const [entry, setEntry] = useState<LogRow['entry'] | 'new'>(null);
  const found = useQuery({
    queryKey: ['log-book', unit, month],
    queryFn: () => readLogBook(unit ?? '', period),
    enabled: unit !== undefined,
  });
  const foot = found.data?.mayWrite && (
    <FootButtons>
      <Button data-main leftSection={<IconPencilPlus aria-hidden />} onClick={() => setEntry('new')}>
        {t('books.write')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('books.title')} width="wide" foot={foot}>
      <p className="soft">{t('books.lead')}</p>
      <Filters unit={unit} month={month} name={found.data?.unitName} />
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {unit !== undefined && found.isPending && <Coming />}
      {found.data && <Opened book={found.data} onCorrect={setEntry} />}
      {unit !== undefined && entry !== null && (
        <EntryForm unit={unit} corrects={entry === 'new' ? null : entry} onClose={() => setEntry(null)} />
      )}
    </Page>
  );
}

function Opened({ book, onCorrect }: { book: LogBook; onCorrect: (entry: LogRow['entry']) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { from, to } = book;
  const papers = [
    { label: t('books.papers.log'), path: `log-books/${book.unit}`, query: { from, to } },
    { label: t('books.papers.report'), path: `reports/${book.unit}`, query: { from, to } },
    { label: t('books.papers.royalties'), path: `royalties/${book.unit}`, query: { from, to } },
  ];
  return (
    <>
      <div className="sheet">
        <PrintLinks papers={papers} />
      </div>
      <LogTable book={book} onCorrect={onCorrect} />
      <Rates unit={book.unit} />
      {may(me, 'administer') && <LetterheadForm unit={book.unit} />}
    </>
  );
}

function Filters({ unit, month, name }: { unit: string | undefined; month: string; name: string | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState(unit === undefined);
  const put = (changed: { unit?: string; month?: string }): void => {
    const search = { ...(unit !== undefined && { unit }), month, ...changed };
    void navigate({ to: paths.books, search, replace: true });
  };
  return (
    <>
      <div className="row apart" style={{ alignItems: 'end' }}>
        <div className="row">
          {name !== undefined && <b>{name}</b>}
          <Button variant="subtle" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
            {name === undefined ? t('places.choose') : t('places.change')}
          </Button>
        </div>
        <TextInput
          type="month"
          label={t('books.month')}
          value={month}
          onChange={(event) =>
            /^\d{4}-\d{2}$/.test(event.currentTarget.value) && put({ month: event.currentTarget.value })
          }
        />
      </div>
      {choosing && (
        <div className="sheet">
          <PlacePicker
            single
            label={t('books.chooseUnit')}
            roots={unitsOf(me.grants)}
            chosen={[]}
            onChange={([place]) => {
              if (!place) return;
              setChoosing(false);
              put({ unit: place.id });
            }}
          />
        </div>
      )}
    </>
  );
}

/** First and last day of a month YYYY-MM. */
function monthOf(month: string): { from: string; to: string } {
  const from = `${month}-01`;
  const next = `${addDays(from, 31).slice(0, 7)}-01`;
  return { from, to: addDays(next, -1) };
}
