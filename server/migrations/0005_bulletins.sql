-- Files of the house by content: the store keeps the bytes, this says what they are. A file is never changed, only known.
create table media (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  -- original: as somebody sent it, never served. master: lossless. sound: the approved Opus. copy: MP3. picture: re-encoded, without metadata.
  kind text not null check (kind in ('original', 'master', 'sound', 'copy', 'picture')),
  created_at timestamptz not null
);

-- A unit as it is called today; one that was merged away keeps its last name.
create function unit_name(unit uuid) returns text language sql stable parallel safe as $$
  select p.name from unit_periods p where p.unit_id = unit order by p.period @> today() desc, p.valid_from desc limit 1
$$;

-- Units in which a person holds one of the roles today, each with the one topic that the grant is for, or null for all topics.
create function granted_topics(person uuid, roles text[]) returns table (unit uuid, topic text) language sql stable as $$
  select distinct d.unit, g.topic
  from grants g cross join lateral unit_descendants(g.unit_id) d
  where g.user_id = person and g.ended_at is null and g.role = any (roles)
$$;

-- lĩnh vực. The list may be edited; `source` says which entries come from the law's own list as far as it could be read.
create table topics (
  id text primary key check (id ~ '^[a-z0-9-]{1,60}$'),
  name text not null unique,
  place smallint not null,
  source text
);
insert into topics (id, name, place, source) values
  ('chu-truong-chinh-sach', 'Chủ trương, chính sách, pháp luật', 1, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('du-an-an-sinh', 'Dự án, chương trình kinh tế và an sinh', 2, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('kinh-te-van-hoa-xa-hoi', 'Kinh tế, văn hóa, xã hội, khoa học', 3, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('an-ninh-trat-tu', 'An ninh, trật tự, quân sự', 4, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('thien-tai-dich-benh', 'Thiên tai, cháy nổ, cứu nạn, dịch bệnh', 5, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('nguoi-tot-viec-tot', 'Người tốt, việc tốt, mô hình hay', 6, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('phong-chong-vi-pham', 'Phòng, chống vi phạm và tiêu cực', 7, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('san-pham-dia-phuong', 'Sản phẩm của địa phương', 8, 'Nghị định 49/2024/NĐ-CP, điều 6'),
  ('y-te', 'Y tế, chăm sóc sức khỏe', 9, null),
  ('nong-nghiep', 'Nông nghiệp, chăn nuôi', 10, null),
  ('thong-bao', 'Thông báo của xã, thôn', 11, null);

-- bản tin. Title and class repeat the newest revision, so that a list never loads a body.
create table bulletins (
  id uuid primary key,
  unit_id uuid not null references units,
  author_id uuid not null references users,
  title text not null,
  class text not null check (class in ('normal', 'priority', 'emergency')),
  topic text references topics,
  revision text not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'ordered', 'recalled', 'expired')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  withdrawn_at timestamptz
);
create index bulletins_newest on bulletins (updated_at desc, id desc) where withdrawn_at is null;
create index bulletins_unit on bulletins (unit_id, updated_at desc) where withdrawn_at is null;
create index bulletins_author on bulletins (author_id, state) where withdrawn_at is null;
create index bulletins_title on bulletins using gin (fold(title) gin_trgm_ops);

-- One state of a bulletin's content, contributors inside. Its name is the SHA-256 of the canonical text, which is kept as it was hashed.
create table revisions (
  bulletin_id uuid not null references bulletins,
  sha256 text not null,
  canonical text not null,
  content jsonb not null generated always as (canonical::jsonb) stored,
  editor_id uuid not null references users,
  created_at timestamptz not null,
  primary key (bulletin_id, sha256),
  check (sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'))
);
alter table bulletins add constraint bulletins_revision foreign key (id, revision) references revisions deferrable initially deferred;

create function refuse_revision_change() returns trigger language plpgsql as $$
begin
  raise exception 'revisions are never changed';
end $$;
create trigger revisions_immutable before update or delete on revisions for each row execute function refuse_revision_change();
create trigger revisions_no_truncate before truncate on revisions execute function refuse_revision_change();

-- A sound of a bulletin in one language. Made once, by a job; once ready it is what was heard, and stays.
create table sounds (
  id uuid primary key,
  bulletin_id uuid not null references bulletins,
  language text not null,
  origin text not null check (origin in ('machine', 'recorded', 'uploaded')),
  voice text,
  -- What the machine reads, at which pace; or what somebody sent.
  spoken text,
  pace text check (pace in ('slow', 'normal')),
  original_sha256 text references media,
  state text not null check (state in ('making', 'ready', 'failed')),
  problem text,
  sha256 text references media,
  mp3_sha256 text references media,
  master_sha256 text references media,
  bytes bigint,
  duration_ms integer,
  loudness_lufs real,
  true_peak_dbtp real,
  peaks smallint[] not null default '{}',
  made_by uuid not null references users,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((origin = 'machine') = (spoken is not null)),
  check ((origin <> 'machine') = (original_sha256 is not null)),
  check (state <> 'ready' or (sha256 is not null and mp3_sha256 is not null and bytes > 0 and duration_ms > 0))
);
create index sounds_bulletin on sounds (bulletin_id);
create index sounds_making on sounds (created_at) where state = 'making';

create function refuse_sound_change() returns trigger language plpgsql as $$
begin
  raise exception 'a finished sound is never changed';
end $$;
create trigger sounds_immutable before update on sounds for each row when (old.state <> 'making') execute function refuse_sound_change();

-- Which sounds say what a revision says. A recording may be carried on to the next revision by whoever corrects a comma.
create table revision_sounds (
  bulletin_id uuid not null,
  revision text not null,
  sound_id uuid not null references sounds,
  linked_at timestamptz not null,
  primary key (bulletin_id, revision, sound_id),
  foreign key (bulletin_id, revision) references revisions
);
create index revision_sounds_sound on revision_sounds (sound_id);
