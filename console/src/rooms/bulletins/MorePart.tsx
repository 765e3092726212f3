import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Genre, Origin, Part } from '@nguon/protocol/http/bulletins.ts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listTopics } from '../../api.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { dayOf } from '../../time.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './compose.module.css';
import { PicturePart } from './PicturePart.tsx';
import { TonguesPart } from './TonguesPart.tsx';
import type { Desk } from './useDesk.ts';

/** What is rarely changed: everything here has a default. */
export function MorePart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { now, moment } = useTime();
  const me = useMe();
  const { content, readings, lastDay, endsAt, playThrough, saved } = desk.draft;
  const topics = useQuery({ queryKey: ['topics'], queryFn: listTopics, staleTime: 3_600_000 });
  const units = unitsOf(grantsFor(me, 'write'));
  return (
    <details className={`sheet ${styles['more']}`}>
      <summary>
        <span>
          {t('compose.more')}
          <small>{t('compose.moreHelp')}</small>
        </span>
      </summary>
      <div className="stack">
        {units.length > 1 && !saved && (
          <NativeSelect
            label={t('compose.unit')}
            value={content.unit}
            data={units.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => desk.write({ unit: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          label={t('compose.topic')}
          value={content.topic ?? ''}
          data={[
            { value: '', label: t('compose.topicNone') },
            ...(topics.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => desk.write({ topic: event.currentTarget.value || null })}
        />
        <div className={styles['pair']}>
          <NativeSelect
            label={t('compose.genre')}
            value={content.genre}
            data={Genre.options.map((value) => ({ value, label: t(`genres.${value}`) }))}
            onChange={(event) => desk.write({ genre: Genre.parse(event.currentTarget.value) })}
          />
          <NativeSelect
            label={t('compose.origin')}
            value={content.origin}
            data={Origin.options.map((value) => ({ value, label: t(`origins.${value}`) }))}
            onChange={(event) => desk.write({ origin: Origin.parse(event.currentTarget.value) })}
          />
          <NativeSelect
            label={t('compose.readings')}
            value={String(readings)}
            data={['1', '2', '3'].map((value) => ({ value, label: t('compose.readingsOf', { count: Number(value) }) }))}
            onChange={(event) => desk.change({ readings: Number(event.currentTarget.value) })}
          />
          <DayField
            label={t('compose.expires')}
            description={endsAt === null ? t('compose.expiresHelp') : t('compose.endsAt', { when: moment(endsAt) })}
            min={dayOf(now)}
            value={lastDay ?? ''}
            onChange={(day) => desk.change({ lastDay: day || null, endsAt: null })}
          />
        </div>
        <label className={styles['choice']}>
          <input
            type="checkbox"
            checked={playThrough}
            onChange={(event) => desk.change({ playThrough: event.currentTarget.checked })}
          />
          <span>
            {t('playThrough.title')}
            <small>{t('playThrough.help')}</small>
          </span>
        </label>
        <TonguesPart desk={desk} />
        <PicturePart desk={desk} />
        <Contributors desk={desk} />
      </div>
    </details>
  );
}

function Contributors({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const people = desk.draft.content.contributors;
  const put = (index: number, changed: Partial<(typeof people)[number]>): void =>
    desk.write({ contributors: people.map((person, at) => (at === index ? { ...person, ...changed } : person)) });
  return (
    <fieldset className={styles['choices']}>
      <legend>{t('compose.contributors')}</legend>
      {people.map((person, index) => (
        // People are told apart by their line: two may have one name.
        <div key={index} className={styles['person']}>
          <NativeSelect
            aria-label={t('compose.contributors')}
            value={person.part}
            data={Part.options.map((value) => ({ value, label: t(`parts.${value}`) }))}
            onChange={(event) => put(index, { part: Part.parse(event.currentTarget.value) })}
          />
          <TextInput
            aria-label={t('compose.contributorName')}
            placeholder={t('compose.contributorName')}
            maxLength={200}
            value={person.name}
            onChange={(event) => put(index, { name: event.currentTarget.value })}
          />
          <Button
            variant="default"
            px="sm"
            aria-label={t('compose.dropContributor', { number: index + 1 })}
            onClick={() => desk.write({ contributors: people.filter((_, at) => at !== index) })}
          >
            <IconTrash aria-hidden />
          </Button>
        </div>
      ))}
      {people.length < 20 && (
        <Button
          variant="default"
          leftSection={<IconPlus aria-hidden />}
          onClick={() => desk.write({ contributors: [...people, { part: 'reader', name: '' }] })}
        >
          {t('compose.addContributor')}
        </Button>
      )}
    </fieldset>
  );
}
