using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TimedReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference");

            migrationBuilder.AddColumn<long>(
                name: "VisibleFrom",
                table: "published_reference",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "VisibleUntil",
                table: "published_reference",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("""
                update published_reference set "VisibleFrom" = d."VisibleFrom", "VisibleUntil" = d."VisibleUntil" from published_document d where d."Id" = published_reference."FromId"
                """);

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference",
                columns: new[] { "ToId", "Relation", "FromType", "PublishedAt", "FromId", "VisibleFrom", "VisibleUntil" },
                descending: new[] { false, false, false, true, true, false, false });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference");

            migrationBuilder.DropColumn(
                name: "VisibleFrom",
                table: "published_reference");

            migrationBuilder.DropColumn(
                name: "VisibleUntil",
                table: "published_reference");

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference",
                columns: new[] { "ToId", "Relation", "FromType", "PublishedAt", "FromId" },
                descending: new[] { false, false, false, true, true });
        }
    }
}
