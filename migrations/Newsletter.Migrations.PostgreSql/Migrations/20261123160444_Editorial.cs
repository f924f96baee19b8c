using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Editorial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "Day",
                schema: "editorial",
                table: "item",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                schema: "editorial",
                table: "audit_entry",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "event_log",
                schema: "editorial",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ItemType = table.Column<string>(type: "text", nullable: true),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: true),
                    Slug = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Title = table.Column<string>(type: "text", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: true),
                    Actor = table.Column<Guid>(type: "uuid", nullable: false),
                    ActorName = table.Column<string>(type: "text", nullable: false),
                    Data = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_log", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "event_log_position",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_log_position", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "schedule_article",
                schema: "editorial",
                columns: table => new
                {
                    ScheduleId = table.Column<Guid>(type: "uuid", nullable: false),
                    ArticleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schedule_article", x => new { x.ScheduleId, x.ArticleId });
                    table.ForeignKey(
                        name: "FK_schedule_article_schedule_ScheduleId",
                        column: x => x.ScheduleId,
                        principalSchema: "editorial",
                        principalTable: "schedule",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "working_document",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: true),
                    TranslationGroup = table.Column<Guid>(type: "uuid", nullable: false),
                    SeriesId = table.Column<Guid>(type: "uuid", nullable: true),
                    SerialNumber = table.Column<int>(type: "integer", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FirstPublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    VisibleFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    VisibleUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    BreakingUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RegionsInclude = table.Column<string>(type: "text", nullable: false),
                    RegionsExclude = table.Column<string>(type: "text", nullable: false),
                    SortTitle = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    Path = table.Column<string>(type: "text", nullable: false),
                    MediaFile = table.Column<string>(type: "text", nullable: true),
                    Summary = table.Column<byte[]>(type: "bytea", nullable: false),
                    Blocks = table.Column<byte[]>(type: "bytea", nullable: false),
                    Html = table.Column<byte[]>(type: "bytea", nullable: false),
                    Markdown = table.Column<byte[]>(type: "bytea", nullable: false),
                    Text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_working_document", x => x.Id);
                });

            migrationBuilder.InsertData(
                schema: "editorial",
                table: "event_log_position",
                columns: new[] { "Id", "Sequence" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_SortTitle",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "SortTitle" });

            migrationBuilder.CreateIndex(
                name: "IX_event_log_ItemId_Sequence",
                schema: "editorial",
                table: "event_log",
                columns: new[] { "ItemId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_schedule_article_ArticleId",
                schema: "editorial",
                table: "schedule_article",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_working_document_Type_Slug",
                schema: "editorial",
                table: "working_document",
                columns: new[] { "Type", "Slug" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event_log",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "event_log_position",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "schedule_article",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "working_document",
                schema: "editorial");

            migrationBuilder.DropIndex(
                name: "IX_published_document_Type_SortTitle",
                schema: "delivery",
                table: "published_document");

            migrationBuilder.DropColumn(
                name: "Day",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "Reason",
                schema: "editorial",
                table: "audit_entry");
        }
    }
}
