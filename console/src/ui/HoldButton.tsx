import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './HoldButton.module.css';

const HOLD_MS = 1_000;

interface Props {
  label: string;
  onHeld: () => void;
  /** Red is for Dừng phát alone. */
  red?: boolean;
  icon?: ReactNode;
  disabled?: boolean;
  /** What it is about, for those who do not see what stands around it. */
  about?: string;
}

/**
 * A button that acts when it is held for a second: by finger, mouse, Enter or Space. Whoever cannot hold gets a second
 * button after the first short press; two presses do the same.
 */
export function HoldButton({ label, onHeld, red, icon, disabled, about }: Props) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const [wasShort, setWasShort] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  const begin = (): void => {
    if (disabled || timer.current !== null) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      timer.current = null;
      setHeld(false);
      setWasShort(false);
      onHeld();
    }, HOLD_MS);
  };
  const leave = (tooShort: boolean): void => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    setHeld(false);
    if (tooShort) setWasShort(true);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (event.type === 'keyup') leave(true);
    else if (!event.repeat) begin();
  };
  return (
    <div className={styles['wrap']}>
      <button
        type="button"
        className={styles['button']}
        data-red={red || undefined}
        data-held={held || undefined}
        disabled={disabled}
        onPointerDown={(event) => event.button === 0 && begin()}
        onPointerUp={() => leave(true)}
        onPointerLeave={() => leave(false)}
        onPointerCancel={() => leave(false)}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={onKey}
        onKeyUp={onKey}
        onBlur={() => leave(false)}
        // A screen reader or a switch presses without pointer or key.
        onClick={(event) => event.detail === 0 && timer.current === null && setWasShort(true)}
      >
        <span className={styles['fill']} aria-hidden />
        <span className={styles['label']}>
          {icon}
          <span>
            {label}
            {about !== undefined && <span className="unseen">: {about}</span>}
            <span className={styles['hint']}>{t('hold.hint')}</span>
          </span>
        </span>
      </button>
      {wasShort && (
        <div role="status" className="stack-tight">
          <span className="small">{t('hold.short')}</span>
          <Button
            variant="default"
            onClick={() => {
              setWasShort(false);
              onHeld();
            }}
          >
            {t('hold.press', { what: label })}
          </Button>
        </div>
      )}
    </div>
  );
}
