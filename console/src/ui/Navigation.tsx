import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import {
  IconAbc,
  IconAntenna,
  IconBook2,
  IconCalendarTime,
  IconChecklist,
  IconFileText,
  IconHistory,
  IconLanguage,
  IconLogout,
  IconMap2,
  IconMicrophone2,
  IconMoon,
  IconMusic,
  IconPencilPlus,
  IconRadio,
  IconSpeakerphone,
  IconSun,
  IconTemplate,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readInbox, signOut } from '../api.ts';
import { paths } from '../paths.ts';
import { grantsFor, may, renewSession, useMe } from '../session.ts';
import { setTongue } from '../texts/i18n.ts';
import styles from './Shell.module.css';

/** Where this person can go, by what they may do, and the few settings of the screen. */
export function Navigation() {
  const { t } = useTranslation();
  const me = useMe();
  const writes = may(me, 'write');
  const administers = may(me, 'administer');
  const leads = grantsFor(me, 'lead').some((grant) => !grant.delegation);
  const keepsHeads = may(me, 'keepHeads');
  return (
    <>
      <div className={styles['links']}>
        <Link to={paths.inbox} activeOptions={{ exact: true }}>
          <IconChecklist aria-hidden /> {t('nav.inbox')} <InboxCount />
        </Link>
        {writes && (
          <Link to={paths.compose}>
            <IconPencilPlus aria-hidden /> {t('nav.compose')}
          </Link>
        )}
        <Link to={paths.bulletins}>
          <IconFileText aria-hidden /> {t('nav.bulletins')}
        </Link>
        <Link to={paths.editions}>
          <IconRadio aria-hidden /> {t('edition.list')}
        </Link>
        <Link to={paths.templates}>
          <IconTemplate aria-hidden /> {t('templates.title')}
        </Link>
        {keepsHeads && (
          <Link to={paths.heads}>
            <IconSpeakerphone aria-hidden /> {t('heads.title')}
          </Link>
        )}
        <Link to={paths.library}>
          <IconMusic aria-hidden /> {t('library.title')}
        </Link>
        <Link to={paths.timetables}>
          <IconCalendarTime aria-hidden /> {t('nav.timetable')}
        </Link>
        <Link to={paths.books}>
          <IconBook2 aria-hidden /> {t('nav.books')}
        </Link>
        <Link to={paths.voices}>
          <IconMicrophone2 aria-hidden /> {t('nav.voices')}
        </Link>
        <Link to={paths.readings}>
          <IconAbc aria-hidden /> {t('nav.readings')}
        </Link>
        <Link to={paths.devices}>
          <IconAntenna aria-hidden /> {t('nav.devices')}
        </Link>
        <Link to={paths.units}>
          <IconMap2 aria-hidden /> {t('nav.units')}
        </Link>
        {(administers || leads) && (
          <Link to={paths.people}>
            <IconUsers aria-hidden /> {t('nav.people')}
          </Link>
        )}
        {administers && (
          <Link to={paths.audit}>
            <IconHistory aria-hidden /> {t('nav.audit')}
          </Link>
        )}
        <Link to={paths.account}>
          <IconUserCircle aria-hidden /> {t('nav.account')}
        </Link>
      </div>
      <Tools />
    </>
  );
}

function InboxCount() {
  const inbox = useQuery({ queryKey: ['inbox'], queryFn: readInbox, refetchInterval: 30_000 });
  const count = inbox.data?.tasks.length ?? 0;
  return count > 0 ? <span className={styles['count']}>{count}</span> : null;
}

function Tools() {
  const { t, i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const leave = async (): Promise<void> => {
    await signOut();
    await renewSession();
  };
  return (
    <div className={styles['tools']}>
      <button type="button" className={styles['tool']} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
        {isDark ? <IconSun aria-hidden /> : <IconMoon aria-hidden />} {isDark ? t('shell.light') : t('shell.dark')}
      </button>
      <button
        type="button"
        className={styles['tool']}
        lang={i18n.language === 'vi' ? 'en' : 'vi'}
        onClick={() => void setTongue(i18n.language === 'vi' ? 'en' : 'vi')}
      >
        <IconLanguage aria-hidden /> {t('shell.tongue')}
      </button>
      <button type="button" className={styles['tool']} onClick={() => void leave()}>
        <IconLogout aria-hidden /> {t('shell.signOut')}
      </button>
    </div>
  );
}
