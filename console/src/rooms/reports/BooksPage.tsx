import { Button } from '@mantine/core';
import type { LogBook, LogRow } from '@nguon/protocol/http/reports.ts';
import { IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { readLogBook, readUnit } from '../../api.ts';
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
import { MonthField } from './MonthField.tsx';
import { Rates } from './Rates.tsx';

/** Level of a commune; books are kept there and below. */
const COMMUNE_LEVEL = 2;

/** Sổ sách: the log book of a month as it is printed, lines by hand, and the papers of the month. */
export function BooksPage(): ReactNode {
  const { t } = useTranslation();
  const { now } = useTime();
  const me = useMe();
  const units = unitsOf(me.grants);
  const words = useWords('unit', 'month');
  const unit = words.unit ?? (units.length === 1 ? units[0]?.id : undefined);
  const month = words.month ?? dayOf(now).slice(0, 7);
  const [entry, setEntry] = useState<LogRow['entry'] | 'new'>(null);
  const { place, found, above } = useBook(unit, month);
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
      <Filters
        key={above ? 'above' : 'book'}
        unit={unit}
        month={month}
        name={place.data?.name}
        mustChoose={unit === undefined || above}
      />
      <ErrorNote
        error={place.error ?? found.error}
        again={() => void (place.error ? place.refetch() : found.refetch())}
      />
      {unit !== undefined && !above && found.isPending && !place.error && <Coming />}
      {found.data && <Opened book={found.data} onCorrect={setEntry} />}
      {unit !== undefined && entry !== null && (
        <EntryForm unit={unit} corrects={entry === 'new' ? null : entry} onClose={() => setEntry(null)} />
      )}
    </Page>
  );
}

/** A unit's book of a month. `above`: the unit holds communes and keeps no book of its own. */
function useBook(unit: string | undefined, month: string) {
  const place = useQuery({
    queryKey: ['unit', unit],
    queryFn: () => readUnit(unit ?? ''),
    enabled: unit !== undefined,
  });
  const above = place.data !== undefined && place.data.level < COMMUNE_LEVEL;
  const found = useQuery({
    queryKey: ['log-book', unit, month],
    queryFn: () => readLogBook(unit ?? '', monthOf(month)),
    enabled: place.data !== undefined && !above,
  });
  return { place, found, above };
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

interface FiltersProps {
  unit: string | undefined;
  month: string;
  name: string | undefined;
  /** No book can be opened yet: the places stand open. */
  mustChoose: boolean;
}

function Filters({ unit, month, name, mustChoose }: FiltersProps) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState(mustChoose);
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
        <MonthField label={t('books.month')} value={month} onChange={(changed) => put({ month: changed })} />
      </div>
      {choosing && (
        <div className="sheet stack">
          <p>{t('books.chooseUnit')}</p>
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
