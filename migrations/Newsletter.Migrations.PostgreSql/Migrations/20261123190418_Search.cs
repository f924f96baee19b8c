using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create table delivery.search_entry (
                    "Id" uuid primary key,
                    "Language" text collate "C" not null,
                    "Number" bigint not null,
                    "Words" tsvector not null);
                -- Ranking reads many of them; packing them would make that several times as slow.
                alter table delivery.search_entry alter column "Words" set storage external;
                create index ix_search_entry_language on delivery.search_entry ("Language");
                -- Without a list of what is to be indexed yet, which every search would have to look through.
                create index ix_search_entry_words on delivery.search_entry using gin ("Words") with (fastupdate = off);
                -- The planner does not know what it costs to unpack the words of every row, and would rather do that than ask the index.
                create function delivery.search_match(query tsquery, most integer) returns table ("Id" uuid, "Number" bigint) language sql stable set enable_seqscan = off as
                    'select e."Id", e."Number" from delivery.search_entry e where e."Words" @@ query order by e."Number" desc, e."Id" desc limit most';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop function delivery.search_match(tsquery, integer);
                drop table delivery.search_entry;
                """);
        }
    }
}
