using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create table search_entry ("Number" integer primary key, "Id" text not null unique, "Language" text not null);
                create index ix_search_entry_language on search_entry ("Language");
                create virtual table search_word using fts5(title, lead, named, body, keys,
                    content='', contentless_delete=1, prefix='3 4', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop table search_word;
                drop table search_entry;
                """);
        }
    }
}
