using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Review : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Assignee",
                schema: "editorial",
                table: "item",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TakedownPublicReason",
                schema: "editorial",
                table: "item",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TakedownReason",
                schema: "editorial",
                table: "item",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TakenDownAt",
                schema: "editorial",
                table: "item",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_entry",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Principal = table.Column<Guid>(type: "uuid", nullable: false),
                    PrincipalName = table.Column<string>(type: "text", nullable: false),
                    Action = table.Column<string>(type: "text", nullable: false),
                    ItemType = table.Column<string>(type: "text", nullable: true),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: true),
                    BeforeHash = table.Column<string>(type: "text", nullable: true),
                    AfterHash = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entry", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "editing_lease",
                schema: "editorial",
                columns: table => new
                {
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Holder = table.Column<Guid>(type: "uuid", nullable: false),
                    HolderName = table.Column<string>(type: "text", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editing_lease", x => x.ItemId);
                });

            migrationBuilder.CreateTable(
                name: "item_comment",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Pointer = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    ByName = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_comment", x => x.Id);
                    table.ForeignKey(
                        name: "FK_item_comment_item_ItemId",
                        column: x => x.ItemId,
                        principalSchema: "editorial",
                        principalTable: "item",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "item_revision",
                schema: "editorial",
                columns: table => new
                {
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false),
                    TranslationGroup = table.Column<Guid>(type: "uuid", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SavedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    SavedByName = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_revision", x => new { x.ItemId, x.Number });
                    table.ForeignKey(
                        name: "FK_item_revision_item_ItemId",
                        column: x => x.ItemId,
                        principalSchema: "editorial",
                        principalTable: "item",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "taken_down_document",
                schema: "delivery",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false),
                    Slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false),
                    PublicReason = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_taken_down_document", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entry_ItemId_Id",
                schema: "editorial",
                table: "audit_entry",
                columns: new[] { "ItemId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entry_Principal_Id",
                schema: "editorial",
                table: "audit_entry",
                columns: new[] { "Principal", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_item_comment_ItemId",
                schema: "editorial",
                table: "item_comment",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_taken_down_document_Type_Slug",
                schema: "delivery",
                table: "taken_down_document",
                columns: new[] { "Type", "Slug" });

            migrationBuilder.Sql("CREATE FUNCTION editorial.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The audit trail is only ever added to.'; END $$");
            migrationBuilder.Sql("CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON editorial.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION editorial.refuse_change()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entry",
                schema: "editorial");

            migrationBuilder.Sql("DROP FUNCTION editorial.refuse_change()");

            migrationBuilder.DropTable(
                name: "editing_lease",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "item_comment",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "item_revision",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "taken_down_document",
                schema: "delivery");

            migrationBuilder.DropColumn(
                name: "Assignee",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "TakedownPublicReason",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "TakedownReason",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "TakenDownAt",
                schema: "editorial",
                table: "item");
        }
    }
}
