using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "CreatedBy",
                schema: "editorial",
                table: "item",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "CreatedBy",
                schema: "editorial",
                table: "api_key",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "CreatedByName",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LastUsedAt",
                schema: "editorial",
                table: "api_key",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NetworkList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NewsletterList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OriginList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "PreviousHash",
                schema: "editorial",
                table: "api_key",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PreviousUntil",
                schema: "editorial",
                table: "api_key",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RegionList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RevokedAt",
                schema: "editorial",
                table: "api_key",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Role",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TagList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                schema: "editorial",
                table: "api_key",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "access_version",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_version", x => x.Id);
                });

            migrationBuilder.InsertData(
                schema: "editorial",
                table: "access_version",
                columns: new[] { "Id", "Version" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_item_CreatedBy",
                schema: "editorial",
                table: "item",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_api_key_PreviousHash",
                schema: "editorial",
                table: "api_key",
                column: "PreviousHash");

            // The first to be noted with an item made it.
            migrationBuilder.Sql("""update editorial.item i set "CreatedBy" = coalesce((select a."Principal" from editorial.audit_entry a where a."ItemId" = i."Id" order by a."Id" limit 1), i."CreatedBy")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_version",
                schema: "editorial");

            migrationBuilder.DropIndex(
                name: "IX_item_CreatedBy",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropIndex(
                name: "IX_api_key_PreviousHash",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "CreatedBy",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "CreatedBy",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "CreatedByName",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "NetworkList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "NewsletterList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "OriginList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "PreviousHash",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "PreviousUntil",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "RegionList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "RevokedAt",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "Role",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "TagList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "Version",
                schema: "editorial",
                table: "api_key");
        }
    }
}
