using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class TimesInIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.DropIndex(
                name: "IX_published_document_SeriesId_Type_PublishedAt_Id",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_PublishedAt_Id",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "VisibleFrom",
                schema: "delivery",
                table: "published_reference",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "VisibleUntil",
                schema: "delivery",
                table: "published_reference",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.Sql("""
                update delivery.published_reference set "VisibleFrom" = d."VisibleFrom", "VisibleUntil" = d."VisibleUntil" from delivery.published_document d where d."Id" = delivery.published_reference."FromId"
                """);

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_Leading",
                schema: "delivery",
                table: "published_reference",
                columns: new[] { "ToId", "Relation", "FromType", "PublishedAt", "FromId", "VisibleFrom", "VisibleUntil" },
                descending: new[] { false, false, false, true, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_ByTime",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "PublishedAt", "Id", "VisibleFrom", "VisibleUntil" },
                descending: new[] { false, true, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_ByTimeOfSeries",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "SeriesId", "Type", "PublishedAt", "Id", "VisibleFrom", "VisibleUntil" },
                descending: new[] { false, false, true, true, false, false });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.DropIndex(
                name: "IX_published_document_ByTime",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_ByTimeOfSeries",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropColumn(
                name: "VisibleFrom",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.DropColumn(
                name: "VisibleUntil",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_Leading",
                schema: "delivery",
                table: "published_reference",
                columns: new[] { "ToId", "Relation", "FromType", "PublishedAt", "FromId" },
                descending: new[] { false, false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_SeriesId_Type_PublishedAt_Id",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "SeriesId", "Type", "PublishedAt", "Id" },
                descending: new[] { false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_PublishedAt_Id",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "PublishedAt", "Id" },
                descending: new[] { false, true, true });
        }
    }
}
