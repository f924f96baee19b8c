using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LeadingReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_ToId_Relation",
                table: "published_reference");

            migrationBuilder.AddColumn<string>(
                name: "FromType",
                table: "published_reference",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "PublishedAt",
                table: "published_reference",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("""
                update published_reference set "FromType" = d."Type", "PublishedAt" = d."PublishedAt" from published_document d where d."Id" = published_reference."FromId"
                """);
            migrationBuilder.Sql("""
                delete from published_reference as r where exists (select 1 from published_reference e
                    where e."FromId" = r."FromId" and e."Relation" = r."Relation" and e."ToId" = r."ToId" and e."Ordinal" < r."Ordinal")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference",
                columns: new[] { "ToId", "Relation", "FromType", "PublishedAt", "FromId" },
                descending: new[] { false, false, false, true, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference");

            migrationBuilder.DropColumn(
                name: "FromType",
                table: "published_reference");

            migrationBuilder.DropColumn(
                name: "PublishedAt",
                table: "published_reference");

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_ToId_Relation",
                table: "published_reference",
                columns: new[] { "ToId", "Relation" });
        }
    }
}
