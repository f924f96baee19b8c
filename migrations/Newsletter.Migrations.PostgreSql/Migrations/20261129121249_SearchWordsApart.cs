using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SearchWordsApart : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                -- Of most matches nothing but the place in time is looked at. With the words out of line a hundred of them lie on a page, beside the words one does,
                -- and a word that some thousand articles have is found several times as fast. Few are ranked, and that costs no more than before.
                -- Words do not shrink when they are compressed, so that is not tried.
                alter table delivery.search_entry set (toast_tuple_target = 128);
                alter table delivery.search_entry alter column "Words" set storage external;
                alter table delivery.search_entry alter column "Words" type tsvector using "Words" || ''::tsvector;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                alter table delivery.search_entry set (toast_tuple_target = 8160);
                alter table delivery.search_entry alter column "Words" set storage extended;
                alter table delivery.search_entry alter column "Words" type tsvector using "Words" || ''::tsvector;
                """);
        }
    }
}
