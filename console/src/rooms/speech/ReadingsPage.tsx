import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { ReadingView } from '@nguon/protocol/http/speech.ts';
import { IconAbc, IconPencilPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { endReading, keepReading, readReadings } from '../../api.ts';
import { answersTo } from '../../find.ts';
import { paths } from '../../paths.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { Coming, EmptyNote, ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { ReadingForm } from './ReadingForm.tsx';
import { ReadingRow } from './ReadingRow.tsx';
import { useSample } from './useSample.ts';

/** Cách đọc: every word and name that a unit taught the machine, to be found, heard, changed and removed. */
export function ReadingsPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const units = unitsOf(me.grants);
  const words = useWords('unit', 'text');
  const unit = units.find(({ id }) => id === words.unit)?.id ?? units[0]?.id ?? '';
  const mayTeach = grantsFor(me, 'teach').some((grant) => grant.unit === unit);
  const [formed, setFormed] = useState<ReadingView | 'new' | null>(null);
  const found = useQuery({ queryKey: ['readings', unit], queryFn: () => readReadings(unit), enabled: unit !== '' });
  const foot = mayTeach && (
    <FootButtons>
      <Button data-main leftSection={<IconPencilPlus aria-hidden />} onClick={() => setFormed('new')}>
        {t('readings.add')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('readings.title')} width="narrow" foot={foot}>
      <p>{t('readings.lead')}</p>
      <Filters unit={unit} units={units} text={words.text ?? ''} />
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isLoading && <Coming />}
      {found.data && (
        <Taught
          key={unit}
          {...{ unit, mayTeach }}
          all={found.data}
          looked={words.text ?? ''}
          onChange={(reading) => setFormed(reading)}
        />
      )}
      {formed !== null && (
        <ReadingForm unit={unit} reading={formed === 'new' ? null : formed} onClose={() => setFormed(null)} />
      )}
    </Page>
  );
}

function Filters({ unit, units, text }: { unit: string; units: { id: string; name: string }[]; text: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const put = (changed: { unit?: string; text?: string }): void => {
    const { text: words, ...search } = { unit, text, ...changed };
    void navigate({ to: paths.readings, search: { ...search, ...(words !== '' && { text: words }) }, replace: true });
  };
  const search = useDebouncedCallback((words: string) => put({ text: words }), 250);
  return (
    <div className="row" role="search" style={{ alignItems: 'end' }}>
      <TextInput
        type="search"
        label={t('readings.find')}
        description={t('readings.findHelp')}
        defaultValue={text}
        style={{ flexGrow: 1 }}
        onChange={(event) => search(event.currentTarget.value)}
      />
      {units.length > 1 && (
        <NativeSelect
          label={t('voices.unit')}
          value={unit}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => put({ unit: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

interface TaughtProps {
  unit: string;
  mayTeach: boolean;
  all: readonly ReadingView[];
  looked: string;
  onChange: (reading: ReadingView) => void;
}

function Taught({ unit, mayTeach, all, looked, onChange }: TaughtProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const hearing = useSample(unit);
  const [removed, setRemoved] = useState<ReadingView | null>(null);
  const renew = async (): Promise<void> => client.invalidateQueries({ queryKey: ['readings'] });
  const removing = useMutation({
    mutationFn: async (reading: ReadingView) => endReading(reading.id),
    onSuccess: async (_done, reading) => {
      setRemoved(reading);
      await renew();
    },
  });
  const undoing = useMutation({
    mutationFn: async ({ written, spoken }: ReadingView) => keepReading({ unit, written, spoken }),
    onSuccess: async () => {
      setRemoved(null);
      await renew();
    },
  });
  const shown = all.filter(({ written, spoken }) => answersTo(`${written} ${spoken}`, looked));
  return (
    <>
      <ErrorNote error={removing.error ?? undoing.error ?? hearing.error} />
      {removed && (
        <Note kind="done">
          <p>{t('readings.removed', { written: removed.written })}</p>
          <Button variant="default" loading={undoing.isPending} onClick={() => undoing.mutate(removed)}>
            {t('readings.undo')}
          </Button>
        </Note>
      )}
      {all.length === 0 && (
        <EmptyNote icon={<IconAbc aria-hidden />} title={t('readings.empty')} help={t('readings.emptyHelp')} />
      )}
      {all.length > 0 && <p role="status">{t('readings.count', { shown: shown.length, all: all.length })}</p>}
      <ul className="stack" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shown.map((reading) => (
          <ReadingRow
            key={reading.id}
            {...{ reading, hearing }}
            fromAbove={reading.unit !== unit}
            mayChange={mayTeach && reading.unit === unit}
            busy={removing.isPending || undoing.isPending}
            onChange={() => onChange(reading)}
            onRemove={() => removing.mutate(reading)}
          />
        ))}
      </ul>
    </>
  );
}
