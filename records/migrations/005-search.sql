-- Search. `@@` is not leakproof, so under row-level security PostgreSQL would look at every row before it asked the index. These
-- functions of the owner ask the index, hold the sentence of the policy beside it, and give keys and ranks, never a text: what
-- is shown is joined by the key, where row-level security speaks again. A test holds sentence and policy to each other.
-- A word that stands in every second paragraph is not ranked over all of them: of at most `most` matches the newest `ranked`.

-- Of the document: newer texts are found first.
alter table paragraph add column date date;

create function matching_paragraphs(
  query tsquery, most integer, ranked integer, of_language text, of_programme uuid, of_owner text, of_document uuid
) returns table (version uuid, n integer, rank real)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  return query
  select f.version, f.n, ts_rank_cd(f.terms, query, 1) from (
    select m.* from (
      select p.version, p.n, p.date, p.terms from paragraph p
      where p.terms @@ query
        and (
          p.visibility = 'public'
          or (p.visibility = 'parties' and (p.programme = any ((select shared_programmes())::uuid[]) or (p.programme is null and (select claim('parties') <> '{}'))))
          or p.owner = any ((select claim('full'))::text[])
        )
        and (of_language is null or p.language = of_language)
        and (of_programme is null or p.programme = of_programme)
        and (of_owner is null or p.owner = of_owner)
        and (of_document is null or p.document = of_document)
      limit most
    ) m order by m.date desc nulls last, m.version, m.n limit ranked
  ) f;
end $$;

create function matching_entries(
  query tsquery, most integer, ranked integer, of_register text, of_programme uuid, of_owner text, of_document uuid
) returns table (id uuid, rank real)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  return query
  select f.id, ts_rank_cd(f.terms, query, 1) from (
    select m.* from (
      select e.id, e.changed_at, e.terms from entry e
      where e.terms @@ query and not e.withdrawn and e.register <> 'version'
        and (
          e.visibility = 'public'
          or (e.visibility = 'parties' and (e.programme = any ((select shared_programmes())::uuid[]) or (e.programme is null and (select claim('parties') <> '{}'))))
          or e.owner = any ((select claim('full'))::text[])
          or (e.owner = any ((select claim('focal'))::text[]) and e.bodies && (select claim('bodies'))::text[])
        )
        and (of_register is null or e.register = of_register)
        and (of_programme is null or e.programme = of_programme)
        and (of_owner is null or e.owner = of_owner)
        and (of_document is null or e.id = of_document or e.parent = of_document)
      limit most
    ) m order by m.changed_at desc, m.id limit ranked
  ) f;
end $$;

revoke all on function matching_paragraphs(tsquery, integer, integer, text, uuid, text, uuid) from public;
revoke all on function matching_entries(tsquery, integer, integer, text, uuid, text, uuid) from public;
grant execute on function matching_paragraphs(tsquery, integer, integer, text, uuid, text, uuid) to rapport_app;
grant execute on function matching_entries(tsquery, integer, integer, text, uuid, text, uuid) to rapport_app;
