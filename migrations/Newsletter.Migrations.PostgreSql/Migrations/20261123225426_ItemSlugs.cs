using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ItemSlugs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_item_PublishedSlug",
                schema: "editorial",
                table: "item",
                column: "PublishedSlug");

            migrationBuilder.CreateIndex(
                name: "IX_item_Slug",
                schema: "editorial",
                table: "item",
                column: "Slug");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_item_PublishedSlug",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropIndex(
                name: "IX_item_Slug",
                schema: "editorial",
                table: "item");
        }
    }
}
