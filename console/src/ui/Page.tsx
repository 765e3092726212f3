import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Page.module.css';

interface Props {
  title: string;
  /** Shown beside the title: a state, a small link. */
  aside?: ReactNode;
  width?: 'narrow' | 'wide';
  /** The one thing to do here; on a phone it stands under the thumb. */
  foot?: ReactNode;
  children: ReactNode;
}

/** A screen: its title, which takes the focus when it opens, its content, and the one thing to do at the bottom. */
export function Page({ title, aside, width, foot, children }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ${t('product')}`;
  }, [title, t]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div
        className={styles['page']}
        data-narrow={width === 'narrow' || undefined}
        data-wide={width === 'wide' || undefined}
      >
        <div className={styles['head']}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {aside}
        </div>
        {children}
      </div>
      {foot && (
        <div
          className={styles['foot']}
          data-narrow={width === 'narrow' || undefined}
          data-wide={width === 'wide' || undefined}
        >
          <div className={styles['inner']}>{foot}</div>
        </div>
      )}
    </>
  );
}

/** Buttons side by side at the foot; the one marked data-main is the widest. */
export function FootButtons({ children }: { children: ReactNode }) {
  return <div className={styles['buttons']}>{children}</div>;
}
