using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Editorial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "Day",
                table: "item",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "audit_entry",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "event_log",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ItemType = table.Column<string>(type: "TEXT", nullable: true),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Slug = table.Column<string>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: true),
                    Actor = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActorName = table.Column<string>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_log", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "event_log_position",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_log_position", x => x.Id);
                });

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

            migrationBuilder.CreateTable(
                name: "working_document",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: true),
                    TranslationGroup = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeriesId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SerialNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstPublishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    VisibleFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    VisibleUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    BreakingUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    RegionsInclude = table.Column<string>(type: "TEXT", nullable: false),
                    RegionsExclude = table.Column<string>(type: "TEXT", nullable: false),
                    SortTitle = table.Column<string>(type: "TEXT", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    MediaFile = table.Column<string>(type: "TEXT", nullable: true),
                    Summary = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Blocks = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Html = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Markdown = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Text = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_working_document", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "event_log_position",
                columns: new[] { "Id", "Sequence" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_SortTitle",
                table: "published_document",
                columns: new[] { "Type", "SortTitle" });

            migrationBuilder.CreateIndex(
                name: "IX_event_log_ItemId_Sequence",
                table: "event_log",
                columns: new[] { "ItemId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_schedule_article_ArticleId",
                table: "schedule_article",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_working_document_Type_Slug",
                table: "working_document",
                columns: new[] { "Type", "Slug" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event_log");

            migrationBuilder.DropTable(
                name: "event_log_position");

            migrationBuilder.DropTable(
                name: "schedule_article");

            migrationBuilder.DropTable(
                name: "working_document");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_SortTitle",
                table: "published_document");

            migrationBuilder.DropColumn(
                name: "Day",
                table: "item");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "audit_entry");
        }
    }
}
