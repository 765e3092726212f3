import { Drawer } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeFirstForm } from '../first-words.ts';
import { BASE_PATH, LOGO_PATH, paths } from '../paths.ts';
import { StopButton } from '../rooms/broadcasts/StopButton.tsx';
import { LockScreen } from '../rooms/accounts/LockScreen.tsx';
import { MeContext, useMe, useMeQuery } from '../session.ts';
import { DemoBanner, OfflineBanner } from './banners.tsx';
import { Navigation } from './Navigation.tsx';
import { Coming, ErrorNote } from './notes.tsx';
import { Page } from './Page.tsx';
import styles from './Shell.module.css';
import { useLive } from './useLive.ts';
import { useSharedMachine } from './useSharedMachine.ts';
import { useTime } from './useTime.ts';

/** What stands around every screen: who is signed in, where to go, and Dừng phát. */
export function Shell(): ReactNode {
  const { t } = useTranslation();
  const me = useMeQuery();
  const shared = me.data !== null && me.data !== undefined && 'sharedMachine' in me.data;
  useSharedMachine(shared);
  const entered = me.data && !('lockedFor' in me.data);
  const inTheWay = !entered && !me.isLoading;
  useLayoutEffect(() => {
    if (inTheWay) closeFirstForm();
  }, [inTheWay]);
  if (me.data === null) return <ToSignIn />;
  if (me.data && 'lockedFor' in me.data) return <LockScreen name={me.data.lockedFor} />;
  if (!me.data) {
    return (
      <Page title={t('product')} width="narrow">
        {me.error ? <ErrorNote error={me.error} again={() => void me.refetch()} /> : <Coming />}
      </Page>
    );
  }
  return (
    <MeContext value={me.data}>
      <div className={styles['shell']}>
        <a className={styles['skip']} href="#noi-dung">
          {t('shell.skip')}
        </a>
        <div>
          <DemoBanner />
          <OfflineBanner />
        </div>
        <TopBar />
        <div className={styles['body']}>
          <nav className={styles['side']} aria-label={t('shell.mainMenu')}>
            <div className={styles['sticky']}>
              <Navigation />
            </div>
          </nav>
          <main id="noi-dung" className={styles['main']} tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
    </MeContext>
  );
}

/** Leads to the sign-in, which leads back here. */
function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const { pathname } = router.state.location;
    const back = pathname.startsWith(BASE_PATH) ? pathname.slice(BASE_PATH.length) : pathname;
    // While the first page is still on its way this may come twice; the second time we are there.
    if (back === paths.signIn) return;
    const search = back === '' || back === paths.inbox ? {} : { back };
    void router.navigate({ to: paths.signIn, search, replace: true });
  }, [router]);
  return null;
}

function TopBar() {
  const { t } = useTranslation();
  useLive();
  const { pathname } = useLocation();
  // Going somewhere closes the menu: it is open for the address at which it was opened.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === pathname;
  const setOpen = (opened: boolean): void => setOpenAt(opened ? pathname : null);
  return (
    <header className={styles['bar']}>
      <button
        type="button"
        className={styles['burger']}
        onClick={() => setOpen(true)}
        aria-label={t('shell.menu')}
        aria-expanded={open}
      >
        <IconMenu2 aria-hidden />
      </button>
      <Link to={paths.inbox} className={styles['brand']}>
        <Logo />
        <div>
          <b>{t('product')}</b>
          <span>{t('tagline')}</span>
        </div>
      </Link>
      <Clock />
      <Who />
      <StopButton />
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        title={t('shell.menuTitle')}
        size="min(20rem, 88vw)"
        closeButtonProps={{ 'aria-label': t('act.close'), size: 'lg' }}
      >
        <nav aria-label={t('shell.mainMenu')}>
          <Navigation />
        </nav>
      </Drawer>
    </header>
  );
}

/** The spring: a drop over still water. */
export function Logo({ size = 36 }: { size?: number }) {
  return <img src={LOGO_PATH} width={size} height={size} alt="" />;
}

function Clock() {
  const { t } = useTranslation();
  const { now, time, day } = useTime();
  return (
    <time className={styles['clock']} title={t('shell.provinceClock')}>
      {time(now)}, {day(now)}
    </time>
  );
}

function Who() {
  const { t } = useTranslation();
  const me = useMe();
  const first = me.grants[0];
  return (
    <div className={styles['who']}>
      <b>{me.name}</b>
      {me.sharedMachine && <span>{t('machine.shared')}</span>}
      {first && !me.sharedMachine && (
        <span>
          {t(`roles.${first.role}`)}, {first.unitName}
        </span>
      )}
    </div>
  );
}
