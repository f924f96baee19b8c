using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class BoundedSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create index ix_search_entry_newest on delivery.search_entry ("Number", "Id") where "Language" <> 'name';
                drop index delivery.ix_search_entry_number;
                drop function delivery.search_match(tsquery, integer);
                -- The newest that match. A row costs as much as reading a page, so no more of them are looked at than needed: at first the weeks of the newest 300;
                -- what is found there says how far back to look next. Where that is next to nothing, the word is rare enough to look at all.
                -- The index knows neither what follows each other nor, without reading all words that begin so, what begins with some letters. Both are looked
                -- for in the newest rows themselves first. A phrase of words that more than 10,000 rows seem to have is looked for in the newest of them, and
                -- in all only where these have too few. More than some dozens of weeks would cost more than they save.
                -- The planner does not know what it costs to unpack the words of every row, and would rather do that than ask the index.
                create function delivery.search_match(query tsquery, most integer) returns table ("Id" uuid, "Number" bigint) language plpgsql stable set enable_seqscan = off set plan_cache_mode = auto as $$
                declare
                    week constant bigint := 6048000000000;
                    longest constant integer := 60;
                    first_rows constant integer := 300;
                    first_walk constant integer := 100;
                    phrase_rows constant integer := 10000;
                    is_phrase constant boolean := strpos(query::text, '<') > 0;
                    is_beginning constant boolean := strpos(query::text, ':*') > 0;
                    walk integer := first_walk;
                    newest bigint;
                    weeks integer;
                    candidates integer;
                    among tsquery;
                    ids uuid[];
                    numbers bigint[];
                begin
                    if numnode(query) = 0 then return; end if;
                    if most is not null then
                        while (is_phrase or is_beginning) and walk is not null loop
                            select array_agg(m."Id"), array_agg(m."Number") into ids, numbers from (
                                select e."Id", e."Number" from (
                                    select w."Id", w."Number", w."Words" from delivery.search_entry w where w."Language" <> 'name' order by w."Number" desc, w."Id" desc limit walk) e
                                where e."Words" @@ query limit most) m;
                            if cardinality(ids) = most then
                                return query select * from unnest(ids, numbers);
                                return;
                            end if;
                            walk := case when walk = first_walk and cardinality(ids) * 5 >= first_walk * 2 then first_walk * most * 5 / 4 / cardinality(ids) end;
                        end loop;
                        select max(e."Number") / week into newest from delivery.search_entry e where e."Language" <> 'name';
                        -- What is dated later than it was published counts as of that day.
                        newest := least(newest, (extract(epoch from now())::bigint + 62135596800) * 10000000 / week + 1);
                        select newest - e."Number" / week into weeks from delivery.search_entry e where e."Language" <> 'name' order by e."Number" desc offset first_rows limit 1;
                        if is_phrase and weeks >= 0 then
                            select string_agg('''_w' || w || '''', ' | ')::tsquery into among from generate_series(newest - least(weeks, longest), newest) w;
                            select count(*) into candidates from delivery.search_entry e where e."Words" @@ (regexp_replace(query::text, '<[-0-9]+>', '&', 'g')::tsquery && among);
                            if candidates * (select c.reltuples from pg_class c where c.oid = 'delivery.search_entry'::regclass) / first_rows > phrase_rows then
                                weeks := least(longest, (weeks + 1) * (phrase_rows / candidates));
                                select string_agg('''_w' || w || '''', ' | ')::tsquery into among from generate_series(newest - weeks, newest) w;
                                select array_agg(m."Id"), array_agg(m."Number") into ids, numbers from (
                                    select e."Id", e."Number" from delivery.search_entry e
                                    where e."Words" @@ (query && among) order by e."Number" desc, e."Id" desc limit most) m;
                                if cardinality(ids) = most then
                                    return query select * from unnest(ids, numbers);
                                    return;
                                end if;
                            end if;
                            weeks := null;
                        end if;
                        while weeks <= longest loop
                            select string_agg('''_w' || w || '''', ' | ')::tsquery into among from generate_series(newest - weeks, newest) w;
                            select array_agg(m."Id"), array_agg(m."Number") into ids, numbers from (
                                select e."Id", e."Number" from delivery.search_entry e
                                where e."Words" @@ (query && among) order by e."Number" desc, e."Id" desc limit most) m;
                            if cardinality(ids) = most then
                                return query select * from unnest(ids, numbers);
                                return;
                            end if;
                            weeks := case when ids is null then longest + 1 else (weeks + 1) * (1 + most * 5 / 4 / cardinality(ids)) end;
                        end loop;
                    end if;
                    return query select e."Id", e."Number" from delivery.search_entry e
                        where e."Words" @@ query order by e."Number" desc, e."Id" desc limit most;
                end $$;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop function delivery.search_match(tsquery, integer);
                create index ix_search_entry_number on delivery.search_entry ("Number") where "Language" <> 'name';
                drop index delivery.ix_search_entry_newest;
                create function delivery.search_match(query tsquery, most integer) returns table ("Id" uuid, "Number" bigint) language plpgsql stable set enable_seqscan = off set plan_cache_mode = auto as $$
                declare
                    week constant bigint := 6048000000000;
                    longest constant integer := 60;
                    newest bigint;
                    weeks integer;
                    among tsquery;
                    ids uuid[];
                    numbers bigint[];
                begin
                    if numnode(query) = 0 then return; end if;
                    if most is not null then
                        select max(e."Number") / week into newest from delivery.search_entry e where e."Language" <> 'name';
                        -- What is dated later than it was published counts as of that day.
                        newest := least(newest, (extract(epoch from now())::bigint + 62135596800) * 10000000 / week + 1);
                        select newest - e."Number" / week into weeks from delivery.search_entry e where e."Language" <> 'name' order by e."Number" desc offset 1000 limit 1;
                        while weeks <= longest loop
                            select string_agg('''_w' || w || '''', ' | ')::tsquery into among from generate_series(newest - weeks, newest) w;
                            select array_agg(m."Id"), array_agg(m."Number") into ids, numbers from (
                                select e."Id", e."Number" from delivery.search_entry e
                                where e."Words" @@ (query && among) order by e."Number" desc, e."Id" desc limit most) m;
                            if cardinality(ids) = most then
                                return query select * from unnest(ids, numbers);
                                return;
                            end if;
                            weeks := case when ids is null then longest + 1 else (weeks + 1) * (1 + most * 5 / 4 / cardinality(ids)) end;
                        end loop;
                    end if;
                    return query select e."Id", e."Number" from delivery.search_entry e
                        where e."Words" @@ query order by e."Number" desc, e."Id" desc limit most;
                end $$;
                """);
        }
    }
}
