using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "CreatedBy",
                table: "item",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "CreatedBy",
                table: "api_key",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "CreatedByName",
                table: "api_key",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LastUsedAt",
                table: "api_key",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NetworkList",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NewsletterList",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OriginList",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "PreviousHash",
                table: "api_key",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PreviousUntil",
                table: "api_key",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RegionList",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RevokedAt",
                table: "api_key",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Role",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TagList",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "api_key",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "access_version",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_version", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "access_version",
                columns: new[] { "Id", "Version" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_item_CreatedBy",
                table: "item",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_api_key_PreviousHash",
                table: "api_key",
                column: "PreviousHash");

            // The first to be noted with an item made it.
            migrationBuilder.Sql("""update item set "CreatedBy" = coalesce((select a."Principal" from audit_entry a where a."ItemId" = item."Id" order by a."Id" limit 1), "CreatedBy")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_version");

            migrationBuilder.DropIndex(
                name: "IX_item_CreatedBy",
                table: "item");

            migrationBuilder.DropIndex(
                name: "IX_api_key_PreviousHash",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "CreatedBy",
                table: "item");

            migrationBuilder.DropColumn(
                name: "CreatedBy",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "CreatedByName",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "NetworkList",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "NewsletterList",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "OriginList",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "PreviousHash",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "PreviousUntil",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "RegionList",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "RevokedAt",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "Role",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "TagList",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "api_key");
        }
    }
}
