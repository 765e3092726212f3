import { Button, NativeSelect } from '@mantine/core';
import { PartKind } from '@nguon/protocol/request.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listDueBulletins, listLibrary } from '../../api.ts';
import { paths } from '../../paths.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './editions.module.css';
import { freshKey, type Placed } from './order.ts';

interface Props {
  unit: string;
  parts: readonly Placed[];
  opened: boolean;
  onClose: () => void;
  onAdd: (parts: readonly Placed[]) => void;
}

/** Kinds that come from the library; all others are bulletins, whose words are approved. */
const MUSIC: readonly PartKind[] = ['chime', 'music'];

/** What could be put in as a part of a kind: bulletins with a finished sound that nothing has ordered yet, or sounds of the library. */
export function AddPart({ unit, parts, opened, onClose, onAdd }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<PartKind>('bulletin');
  return (
    <Sheet title={t('edition.add')} opened={opened} onClose={onClose}>
      <div className="stack">
        <NativeSelect
          label={t('edition.kind')}
          value={kind}
          data={PartKind.options.map((value) => ({ value, label: t(`edition.partKinds.${value}`) }))}
          onChange={(event) => setKind(PartKind.parse(event.currentTarget.value))}
        />
        {MUSIC.includes(kind) ? (
          <FromLibrary {...{ unit, kind, opened, parts, onAdd }} />
        ) : (
          <DueBulletins {...{ unit, kind, opened, parts, onAdd, onClose }} />
        )}
      </div>
    </Sheet>
  );
}

type Choosing = Omit<Props, 'onClose'> & { kind: PartKind };

/** Chimes, or cuts and songs. The same may be put in twice. */
function FromLibrary({ unit, kind, opened, parts, onAdd }: Choosing) {
  const { t } = useTranslation();
  const { length } = useTime();
  const found = useQuery({
    queryKey: ['library', unit],
    queryFn: () => listLibrary(unit),
    enabled: opened && unit !== '',
  });
  const items = (found.data?.items ?? []).filter(
    (item) => item.state === 'ready' && (item.kind === 'chime') === (kind === 'chime'),
  );
  return (
    <>
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isPending && <Coming lines={2} />}
      {found.data && items.length === 0 && <p className="soft">{t('library.noneOfKind')}</p>}
      <ul className={styles['due']}>
        {items.map(({ id, title, owner, durationMs }) => (
          <li key={id}>
            <button
              type="button"
              className={styles['choose']}
              onClick={() => {
                const key = freshKey(parts, `${kind} ${id}`);
                onAdd([{ key, kind, bulletin: null, item: id, readings: 1, title, onceMs: durationMs ?? 0 }]);
              }}
            >
              <span>
                <b>{title}</b> <span className="soft small">{owner}</span>
              </span>
              <span className="soft numbers">{length(durationMs ?? 0)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Link to={paths.library}>{t('library.open')}</Link>
    </>
  );
}

function DueBulletins({ unit, kind, opened, parts, onAdd, onClose }: Choosing & Pick<Props, 'onClose'>) {
  const { t } = useTranslation();
  const { length } = useTime();
  const due = useQuery({
    queryKey: ['due', unit],
    queryFn: () => listDueBulletins(unit),
    enabled: opened && unit !== '',
  });
  const known = new Set(parts.map(({ bulletin }) => bulletin));
  const items = (due.data?.items ?? []).filter(({ bulletin }) => !known.has(bulletin));
  const placed = ({ bulletin, title, durationMs }: (typeof items)[number], as: PartKind): Placed => {
    return { key: `${as} ${bulletin}`, kind: as, bulletin, item: null, readings: 1, title, onceMs: durationMs };
  };
  return (
    <>
      <ErrorNote error={due.error} again={() => void due.refetch()} />
      {due.isPending && <Coming lines={2} />}
      {due.data && items.length === 0 && <p className="soft">{t('edition.noDue')}</p>}
      <ul className={styles['due']}>
        {items.map((item) => (
          <li key={item.bulletin}>
            <button type="button" className={styles['choose']} onClick={() => onAdd([placed(item, kind)])}>
              <b>{item.title}</b>
              <span className="soft numbers">{length(item.durationMs)}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > 1 && kind === 'bulletin' && (
        <Button
          onClick={() => {
            onAdd(items.map((item) => placed(item, 'bulletin')));
            onClose();
          }}
        >
          {t('edition.due')}
        </Button>
      )}
    </>
  );
}
