using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MediaRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RightsExpireAt",
                table: "item",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RightsWarnedOf",
                table: "item",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql("""update item set "RightsExpireAt" = cast(unixepoch(json_extract("Content", '$.rights.expiresAt')) as integer) * 10000000 + 621355968000000000 where "Type" = 'Media' and json_extract("Content", '$.rights.expiresAt') is not null""");

            migrationBuilder.CreateIndex(
                name: "IX_item_RightsExpireAt",
                table: "item",
                column: "RightsExpireAt",
                filter: "\"RightsExpireAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_item_RightsExpireAt",
                table: "item");

            migrationBuilder.DropColumn(
                name: "RightsExpireAt",
                table: "item");

            migrationBuilder.DropColumn(
                name: "RightsWarnedOf",
                table: "item");
        }
    }
}
