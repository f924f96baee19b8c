using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ListOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_Slug",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_SortTitle",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.CreateIndex(
                name: "IX_published_document_SeriesId_Type_PublishedAt_Id",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "SeriesId", "Type", "PublishedAt", "Id" },
                descending: new[] { false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_Slug_FirstPublishedAt_Id",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "Slug", "FirstPublishedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_SortTitle_Id",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "SortTitle", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_UpdatedAt_Id",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "UpdatedAt", "Id" });

            migrationBuilder.Sql("""create index "IX_published_document_Number" on delivery.published_document ("Type", (coalesce("SerialNumber", 0)), "Id")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index delivery.\"IX_published_document_Number\"");

            migrationBuilder.DropIndex(
                name: "IX_published_document_SeriesId_Type_PublishedAt_Id",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_Slug_FirstPublishedAt_Id",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_SortTitle_Id",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_UpdatedAt_Id",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_Slug",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "Slug" });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_SortTitle",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "SortTitle" });
        }
    }
}
