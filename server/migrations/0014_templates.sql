-- mẫu: fixed words with blanks. Without a unit it is one that every house has.
create table templates (
  id uuid primary key,
  unit_id uuid references units,
  revision text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz
);
create index templates_standing on templates (unit_id) where ended_at is null;

-- One state of a template. What was filled names the state that was filled, so that a later change makes nothing else of it.
create table template_revisions (
  template_id uuid not null references templates,
  sha256 text not null,
  canonical text not null,
  content jsonb not null generated always as (canonical::jsonb) stored,
  editor_id uuid references users,
  created_at timestamptz not null,
  primary key (template_id, sha256),
  check (sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'))
);
alter table templates add constraint templates_revision foreign key (id, revision) references template_revisions deferrable initially deferred;
create trigger template_revisions_immutable before update or delete on template_revisions for each row execute function refuse_revision_change();
create trigger template_revisions_no_truncate before truncate on template_revisions execute function refuse_revision_change();
