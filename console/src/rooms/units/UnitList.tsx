import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { Unit } from '@nguon/protocol/http/units.ts';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { findUnits, readUnit } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { writtenDate } from '../../time.ts';
import { DayField } from '../../ui/DayField.tsx';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { ImportVillages } from './ImportVillages.tsx';
import styles from './units.module.css';

/** Địa bàn: the tree from the province down, and a search by name or code, on any day. */
export function UnitList(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const { text, on, inside } = useWords('text', 'on', 'inside');
  const searching = text !== undefined;
  const within = useQuery({
    queryKey: ['unit', inside, on],
    queryFn: () => readUnit(inside ?? '', on),
    enabled: inside !== undefined && !searching,
  });
  const found = useQuery({
    queryKey: ['units', 'list', text, on, inside],
    queryFn: () =>
      findUnits(
        searching
          ? { text, on, limit: 100 }
          : { on, limit: 500, ...(inside === undefined ? { level: 0 } : { parent: inside }) },
      ),
  });
  return (
    <Page title={t('nav.units')} width="narrow">
      <Filters text={text ?? ''} on={on ?? ''} />
      {within.data && !searching && <Above unit={within.data} on={on} />}
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isPending && <Coming />}
      {found.data?.length === 0 && <p className="soft">{searching ? t('units.none') : t('units.empty')}</p>}
      <ul className={styles['list']}>
        {found.data?.map((unit) => (
          <li key={unit.id}>
            <Line unit={unit} on={on} />
          </li>
        ))}
      </ul>
      {may(me, 'keepDevices') && <ImportVillages />}
    </Page>
  );
}

function Filters({ text, on }: { text: string; on: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const put = (changed: { text?: string; on?: string }): void => {
    const { text: words, on: day } = { text, on, ...changed };
    void navigate({
      to: paths.units,
      search: { ...(words !== '' && { text: words }), ...(day !== '' && { on: day }) },
      replace: true,
    });
  };
  const search = useDebouncedCallback((words: string) => put({ text: words.trim() }), 300);
  return (
    <div className="row" role="search" style={{ alignItems: 'start' }}>
      <TextInput
        style={{ flex: '2 1 14rem' }}
        type="search"
        label={t('units.find')}
        leftSection={<IconSearch size={20} aria-hidden />}
        defaultValue={text}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <DayField style={{ flex: '1 1 10rem' }} label={t('units.on')} value={on} onChange={(day) => put({ on: day })} />
    </div>
  );
}

function Above({ unit, on }: { unit: Unit; on: string | undefined }) {
  const { t } = useTranslation();
  const up = unit.path.split(', ')[0] ?? '';
  return (
    <div className="stack-tight">
      <h2>{t('units.inside', { name: unit.name })}</h2>
      {unit.parent !== null && (
        <Link to={paths.units} search={{ inside: unit.parent, ...(on !== undefined && { on }) }}>
          {t('units.up', { name: up })}
        </Link>
      )}
    </div>
  );
}

function Line({ unit, on }: { unit: Unit; on: string | undefined }) {
  const { t } = useTranslation();
  const facts = [
    unit.path,
    unit.code !== null && t('units.code', { code: unit.code }),
    unit.validTo !== null && t('units.until', { date: writtenDate(unit.validTo) }),
  ].filter((fact) => fact !== false && fact !== '');
  const words = (
    <span>
      <b>{unit.name}</b>
      <small>{facts.join(' · ')}</small>
    </span>
  );
  if (unit.level === 3) return <div className={styles['line']}>{words}</div>;
  return (
    <Link className={styles['line']} to={paths.units} search={{ inside: unit.id, ...(on !== undefined && { on }) }}>
      {words}
      <IconChevronRight aria-hidden />
    </Link>
  );
}
