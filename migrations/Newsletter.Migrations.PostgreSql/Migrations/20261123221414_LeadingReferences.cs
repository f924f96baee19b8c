using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class LeadingReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_ToId_Relation",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.AddColumn<string>(
                name: "FromType",
                schema: "delivery",
                table: "published_reference",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PublishedAt",
                schema: "delivery",
                table: "published_reference",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.Sql("""
                update delivery.published_reference set "FromType" = d."Type", "PublishedAt" = d."PublishedAt" from delivery.published_document d where d."Id" = delivery.published_reference."FromId"
                """);
            migrationBuilder.Sql("""
                delete from delivery.published_reference as r where exists (select 1 from delivery.published_reference e
                    where e."FromId" = r."FromId" and e."Relation" = r."Relation" and e."ToId" = r."ToId" and e."Ordinal" < r."Ordinal")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_Leading",
                schema: "delivery",
                table: "published_reference",
                columns: new[] { "ToId", "Relation", "FromType", "PublishedAt", "FromId" },
                descending: new[] { false, false, false, true, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_reference_Leading",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.DropColumn(
                name: "FromType",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.DropColumn(
                name: "PublishedAt",
                schema: "delivery",
                table: "published_reference");

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_ToId_Relation",
                schema: "delivery",
                table: "published_reference",
                columns: new[] { "ToId", "Relation" });
        }
    }
}
