-- Takes of a recording, sent one by one over a weak network; a sound is joined from them in the order that its original lists.
create table takes (
  bulletin_id uuid not null references bulletins,
  sha256 text not null references media,
  made_by uuid not null references users,
  created_at timestamptz not null,
  primary key (bulletin_id, sha256)
);

alter table sounds add column noise_reduction boolean not null default false;
