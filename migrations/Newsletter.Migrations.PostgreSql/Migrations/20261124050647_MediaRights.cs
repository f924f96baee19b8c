using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MediaRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RightsExpireAt",
                schema: "editorial",
                table: "item",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RightsWarnedOf",
                schema: "editorial",
                table: "item",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.Sql("""update editorial.item set "RightsExpireAt" = ("Content"::jsonb #>> '{rights,expiresAt}')::timestamptz where "Type" = 'Media' and "Content"::jsonb #>> '{rights,expiresAt}' is not null""");

            migrationBuilder.CreateIndex(
                name: "IX_item_RightsExpireAt",
                schema: "editorial",
                table: "item",
                column: "RightsExpireAt",
                filter: "\"RightsExpireAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_item_RightsExpireAt",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "RightsExpireAt",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "RightsWarnedOf",
                schema: "editorial",
                table: "item");
        }
    }
}
