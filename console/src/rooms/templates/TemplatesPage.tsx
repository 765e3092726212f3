import { Button, NativeSelect } from '@mantine/core';
import type { Template } from '@nguon/protocol/http/templates.ts';
import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listStandings } from '../../api-standing.ts';
import { listTemplates } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, unitsOf, useMe } from '../../session.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { StateWord } from '../../ui/words.tsx';
import styles from './templates.module.css';

/** Mẫu: the templates of a unit and those it may use besides, and which of them are approved beforehand. */
export function TemplatesPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const units = unitsOf(me.grants);
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const found = useQuery({ queryKey: ['templates', unit], queryFn: () => listTemplates(unit), enabled: unit !== '' });
  const standings = useQuery({
    queryKey: ['standings', unit],
    queryFn: () => listStandings(unit),
    enabled: unit !== '',
  });
  const items = found.data?.items ?? [];
  const own = items.filter((one) => one.unit === unit);
  const name = units.find(({ id }) => id === unit)?.name ?? '';
  const foot = may(me, 'write') && (
    <FootButtons>
      <Button data-main onClick={() => void navigate({ to: paths.newTemplate, search: { unit } })}>
        {t('templates.make')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('templates.title')} width="narrow" foot={foot}>
      <p className="soft">{t('templates.lead')}</p>
      {units.length > 1 && (
        <NativeSelect
          label={t('edition.unit')}
          value={unit}
          data={units.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => setUnit(event.currentTarget.value)}
        />
      )}
      <ErrorNote error={found.error ?? standings.error} again={() => void found.refetch()} />
      {found.isPending && <Coming />}
      {found.data && (
        <>
          <TemplateList
            {...{ unit }}
            title={t('templates.own', { unit: name })}
            items={own}
            standings={standings.data?.items ?? []}
          />
          <TemplateList
            {...{ unit }}
            title={t('templates.other')}
            items={items.filter((one) => one.unit !== unit)}
            standings={standings.data?.items ?? []}
          />
        </>
      )}
    </Page>
  );
}

function TemplateList(props: {
  unit: string;
  title: string;
  items: readonly Template[];
  standings: readonly StandingView[];
}) {
  const { t } = useTranslation();
  return (
    <section className="stack-tight">
      <h2>{props.title}</h2>
      {props.items.length === 0 && <p className="soft">{t('templates.none')}</p>}
      <ul className={styles['list']}>
        {props.items.map(({ id, content }) => (
          <li key={id}>
            <Link
              className={styles['choose']}
              to={paths.template}
              params={{ template: id }}
              search={{ unit: props.unit }}
            >
              <b>{content.name}</b>
              <span>
                {isStanding(id, props.standings) && <StateWord tone="good">{t('standing.states.standing')}</StateWord>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isStanding(template: string, standings: readonly StandingView[]): boolean {
  return standings.some((one) => one.template === template && one.state === 'standing');
}
