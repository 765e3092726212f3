import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { OfflineBanner } from './banners.tsx';
import styles from './Shell.module.css';

/** What stands around a screen that a personal link opens: nobody is signed in, and there is nowhere else to go. */
export function LinkFrame(): ReactNode {
  return (
    <>
      <OfflineBanner />
      <main className={styles['linked']}>
        <Outlet />
      </main>
    </>
  );
}
