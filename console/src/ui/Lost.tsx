import { useLayoutEffect, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconMapQuestion, IconTool } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { closeFirstForm } from '../first-words.ts';
import { paths } from '../paths.ts';
import { EmptyNote } from './notes.tsx';

/** An address that is no screen of ours. */
export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyNote
      icon={<IconMapQuestion size={36} aria-hidden />}
      title={t('state.notFound')}
      help={t('state.notFoundHelp')}
    >
      <Link to={paths.inbox}>{t('state.home')}</Link>
    </EmptyNote>
  );
}

/** A screen that failed; most often a new version was put up and its parts have new names. */
export function Broken({ reset }: { reset: () => void }) {
  const { t } = useTranslation();
  useLayoutEffect(closeFirstForm, []);
  return (
    <EmptyNote icon={<IconTool size={36} aria-hidden />} title={t('state.broken')} help={t('act.reload')}>
      <Button onClick={() => location.reload()}>{t('act.reload')}</Button>
      <Button variant="default" onClick={reset}>
        {t('act.again')}
      </Button>
    </EmptyNote>
  );
}
