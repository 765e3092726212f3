-- xác nhận nội dung: a second person who speaks the language has heard a version and says that it means what the Vietnamese text says.
-- It holds for one sound as part of one revision: any change needs another.
create table meaning_confirmations (
  bulletin_id uuid not null,
  revision text not null,
  sound text not null,
  user_id uuid not null references users,
  listening_id uuid not null references listenings,
  at timestamptz not null,
  primary key (bulletin_id, revision, sound),
  foreign key (bulletin_id, revision) references revisions
);

create function refuse_confirmation_change() returns trigger language plpgsql as $$
begin
  raise exception 'confirmations of meaning are never changed';
end $$;
create trigger meaning_confirmations_immutable before update or delete on meaning_confirmations
  for each row execute function refuse_confirmation_change();
create trigger meaning_confirmations_no_truncate before truncate on meaning_confirmations execute function refuse_confirmation_change();
