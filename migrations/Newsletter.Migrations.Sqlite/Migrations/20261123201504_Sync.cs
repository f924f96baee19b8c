using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Sync : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SeenFrom",
                table: "publication_log",
                type: "INTEGER",
                nullable: true);

            // What of these was never seen is not known any more.
            migrationBuilder.Sql("""update "publication_log" set "SeenFrom" = "At" """);

            migrationBuilder.CreateIndex(
                name: "IX_publication_log_ItemId_Sequence",
                table: "publication_log",
                columns: new[] { "ItemId", "Sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_publication_log_ItemId_Sequence",
                table: "publication_log");

            migrationBuilder.DropColumn(
                name: "SeenFrom",
                table: "publication_log");
        }
    }
}
