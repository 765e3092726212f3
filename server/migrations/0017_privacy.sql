-- lý do vẫn phát: why a revision that tells of people goes out all the same. By a second person, for the kinds that were found then.
create table privacy_justifications (
  id uuid primary key,
  bulletin_id uuid not null,
  revision text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  reason text not null check (reason <> ''),
  user_id uuid not null references users,
  at timestamptz not null,
  foreign key (bulletin_id, revision) references revisions
);
create index privacy_justifications_revision on privacy_justifications (bulletin_id, revision, at);

create function refuse_justification_change() returns trigger language plpgsql as $$
begin
  raise exception 'justifications are never changed';
end $$;
create trigger privacy_justifications_immutable before update or delete on privacy_justifications
  for each row execute function refuse_justification_change();
create trigger privacy_justifications_no_truncate before truncate on privacy_justifications execute function refuse_justification_change();
