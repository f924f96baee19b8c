using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class EditionReleases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "Day",
                table: "item",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "schedule_article",
                columns: table => new
                {
                    ScheduleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ArticleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schedule_article", x => new { x.ScheduleId, x.ArticleId });
                    table.ForeignKey(
                        name: "FK_schedule_article_schedule_ScheduleId",
                        column: x => x.ScheduleId,
                        principalTable: "schedule",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_SortTitle",
                table: "published_document",
                columns: new[] { "Type", "SortTitle" });

            migrationBuilder.CreateIndex(
                name: "IX_schedule_article_ArticleId",
                table: "schedule_article",
                column: "ArticleId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "schedule_article");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_SortTitle",
                table: "published_document");

            migrationBuilder.DropColumn(
                name: "Day",
                table: "item");
        }
    }
}
