using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ItemSlugs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_item_PublishedSlug",
                table: "item",
                column: "PublishedSlug");

            migrationBuilder.CreateIndex(
                name: "IX_item_Slug",
                table: "item",
                column: "Slug");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_item_PublishedSlug",
                table: "item");

            migrationBuilder.DropIndex(
                name: "IX_item_Slug",
                table: "item");
        }
    }
}
