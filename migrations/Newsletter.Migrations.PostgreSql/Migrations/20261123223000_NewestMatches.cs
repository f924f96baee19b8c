using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class NewestMatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                -- Beside the rest of the row most are ranked several times as fast as out of line.
                alter table delivery.search_entry set (toast_tuple_target = 8160);
                alter table delivery.search_entry alter column "Words" type tsvector using "Words" || ''::tsvector;
                -- What begins with some letters is looked up among the names at every search; among all words that costs a lot.
                create index ix_search_entry_names on delivery.search_entry using gin ("Words") with (fastupdate = off) where "Language" = 'name';
                create index ix_search_entry_number on delivery.search_entry ("Number") where "Language" <> 'name';
                drop function delivery.search_match(tsquery, integer);
                -- The newest that match. A word of every third article would cost a hundred times as much as a rare one, so at first only the weeks of the newest
                -- thousand are looked at; what is found there says how far back to look next. Where that is next to nothing, the word is rare enough to look at all.
                -- The planner does not know what it costs to unpack the words of every row, and would rather do that than ask the index.
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

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop function delivery.search_match(tsquery, integer);
                drop index delivery.ix_search_entry_number;
                drop index delivery.ix_search_entry_names;
                alter table delivery.search_entry reset (toast_tuple_target);
                create function delivery.search_match(query tsquery, most integer) returns table ("Id" uuid, "Number" bigint) language sql stable set enable_seqscan = off as
                    'select e."Id", e."Number" from delivery.search_entry e where e."Words" @@ query order by e."Number" desc, e."Id" desc limit most';
                """);
        }
    }
}
