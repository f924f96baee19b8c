using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Sync : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SeenFrom",
                schema: "delivery",
                table: "publication_log",
                type: "timestamp with time zone",
                nullable: true);

            // What of these was never seen is not known any more.
            migrationBuilder.Sql("""update "delivery"."publication_log" set "SeenFrom" = "At" """);

            migrationBuilder.CreateIndex(
                name: "IX_publication_log_ItemId_Sequence",
                schema: "delivery",
                table: "publication_log",
                columns: new[] { "ItemId", "Sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_publication_log_ItemId_Sequence",
                schema: "delivery",
                table: "publication_log");

            migrationBuilder.DropColumn(
                name: "SeenFrom",
                schema: "delivery",
                table: "publication_log");
        }
    }
}
