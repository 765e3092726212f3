import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Genre, Part } from '@nguon/protocol/http/bulletins.ts';
import type { RoyaltyRate, RoyaltyRateBody } from '@nguon/protocol/http/reports.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { enterRate, listRates } from '../../api.ts';
import { addDays, dayOf, writtenDate } from '../../time.ts';
import { DayField } from '../../ui/DayField.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './books.module.css';

/** Mức nhuận bút: what is paid here, from when, by which decision; whoever may enters another. */
export function Rates({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['rates', unit], queryFn: () => listRates(unit) });
  return (
    <details className="sheet">
      <summary>{t('rates.title')}</summary>
      <div className="stack">
        <p className="soft small">{t('rates.help')}</p>
        <ErrorNote error={found.error} again={() => void found.refetch()} />
        {found.data?.items.length === 0 && <p>{t('rates.none')}</p>}
        <ul className="stack-tight">
          {found.data?.items.map((rate) => (
            <li key={rate.id}>
              <Rate rate={rate} />
            </li>
          ))}
        </ul>
        {found.data?.mayEdit && <AddRate unit={unit} />}
      </div>
    </details>
  );
}

function Rate({ rate }: { rate: RoyaltyRate }) {
  const { t } = useTranslation();
  const { part, genre, dong, per, validFrom, validTo, source, unitName } = rate;
  const line = t('rates.line', {
    dong: dong.toLocaleString('vi-VN'),
    per: t(`rates.per.${per}`),
    from: writtenDate(validFrom),
  });
  return (
    <>
      <b>
        {t(`parts.${part}`)}, {genre === null ? t('rates.anyGenre') : t(`genres.${genre}`)}
      </b>{' '}
      {line}
      {validTo !== null && ` ${t('rates.until', { date: writtenDate(addDays(validTo, -1)) })}`}
      <p className="soft small">
        {source} ({unitName})
      </p>
    </>
  );
}

type Body = z.input<typeof RoyaltyRateBody>;

function AddRate({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const { now } = useTime();
  const client = useQueryClient();
  const [body, setBody] = useState<Body>(() => ({
    part: 'author',
    genre: null,
    per: 'item',
    dong: 0,
    validFrom: dayOf(now),
    source: '',
  }));
  const put = (changed: Partial<Body>): void => setBody({ ...body, ...changed });
  const adding = useMutation({
    mutationFn: () => enterRate(unit, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['rates', unit] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className={styles['hours']}>
        <NativeSelect
          label={t('rates.part')}
          value={body.part}
          data={Part.options.map((value) => ({ value, label: t(`parts.${value}`) }))}
          onChange={(event) => put({ part: Part.parse(event.currentTarget.value) })}
        />
        <NativeSelect
          label={t('rates.genre')}
          value={body.genre ?? ''}
          data={[
            { value: '', label: t('rates.anyGenre') },
            ...Genre.options.map((value) => ({ value, label: t(`genres.${value}`) })),
          ]}
          onChange={(event) => put({ genre: Genre.safeParse(event.currentTarget.value).data ?? null })}
        />
        <NativeSelect
          label={t('rates.perLabel')}
          value={body.per}
          data={(['item', 'minute'] as const).map((value) => ({ value, label: t(`rates.per.${value}`) }))}
          onChange={(event) => put({ per: event.currentTarget.value === 'minute' ? 'minute' : 'item' })}
        />
        <TextInput
          inputMode="numeric"
          pattern="[0-9]{1,9}"
          label={t('rates.dong')}
          required
          withAsterisk={false}
          value={body.dong === 0 ? '' : String(body.dong)}
          onChange={(event) => put({ dong: Number(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 9)) })}
        />
        <DayField
          label={t('rates.from')}
          required
          withAsterisk={false}
          value={body.validFrom}
          onChange={(day) => put({ validFrom: day })}
        />
      </div>
      <TextInput
        label={t('rates.source')}
        required
        withAsterisk={false}
        maxLength={300}
        value={body.source}
        onChange={(event) => put({ source: event.currentTarget.value })}
      />
      <ErrorNote error={adding.error} />
      <Button type="submit" variant="default" loading={adding.isPending}>
        {t('rates.add')}
      </Button>
    </form>
  );
}
