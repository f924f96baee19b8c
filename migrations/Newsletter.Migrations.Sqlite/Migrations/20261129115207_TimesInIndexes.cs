using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TimesInIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference");

            migrationBuilder.DropIndex(
                name: "IX_published_document_SeriesId_Type_PublishedAt_Id",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_PublishedAt_Id",
                table: "published_document");

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

            migrationBuilder.CreateIndex(
                name: "IX_published_document_ByTime",
                table: "published_document",
                columns: new[] { "Type", "PublishedAt", "Id", "VisibleFrom", "VisibleUntil" },
                descending: new[] { false, true, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_ByTimeOfSeries",
                table: "published_document",
                columns: new[] { "SeriesId", "Type", "PublishedAt", "Id", "VisibleFrom", "VisibleUntil" },
                descending: new[] { false, false, true, true, false, false });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                table: "published_reference");

            migrationBuilder.DropIndex(
                name: "IX_published_document_ByTime",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_ByTimeOfSeries",
                table: "published_document");

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

            migrationBuilder.CreateIndex(
                name: "IX_published_document_SeriesId_Type_PublishedAt_Id",
                table: "published_document",
                columns: new[] { "SeriesId", "Type", "PublishedAt", "Id" },
                descending: new[] { false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_PublishedAt_Id",
                table: "published_document",
                columns: new[] { "Type", "PublishedAt", "Id" },
                descending: new[] { false, true, true });
        }
    }
}
