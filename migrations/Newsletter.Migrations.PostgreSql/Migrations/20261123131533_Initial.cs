using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "editorial");

            migrationBuilder.EnsureSchema(
                name: "delivery");

            migrationBuilder.CreateTable(
                name: "api_key",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ScopeList = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_key", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "idempotent_answer",
                schema: "editorial",
                columns: table => new
                {
                    Principal = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    RequestHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ETag = table.Column<string>(type: "text", nullable: true),
                    Location = table.Column<string>(type: "text", nullable: true),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotent_answer", x => new { x.Principal, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "item",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Slug = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false),
                    TranslationGroup = table.Column<Guid>(type: "uuid", nullable: false),
                    Status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    PublishedRevision = table.Column<int>(type: "integer", nullable: true),
                    Content = table.Column<string>(type: "text", nullable: false),
                    PublishedContent = table.Column<string>(type: "text", nullable: true),
                    PublishedSlug = table.Column<string>(type: "text", nullable: true),
                    PublishedLanguage = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FirstPublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EmbargoUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Title = table.Column<string>(type: "text", nullable: false),
                    SearchTitle = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: true),
                    SeriesId = table.Column<Guid>(type: "uuid", nullable: true),
                    SerialNumber = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_item", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "publication_log",
                schema: "delivery",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Operation = table.Column<string>(type: "text", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publication_log", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "publication_log_position",
                schema: "delivery",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publication_log_position", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "published_document",
                schema: "delivery",
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
                    table.PrimaryKey("PK_published_document", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "published_reference",
                schema: "delivery",
                columns: table => new
                {
                    FromId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Relation = table.Column<string>(type: "text", nullable: false),
                    ToId = table.Column<Guid>(type: "uuid", nullable: false),
                    ToType = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_published_reference", x => new { x.FromId, x.Ordinal });
                });

            migrationBuilder.CreateTable(
                name: "retired_slug",
                schema: "delivery",
                columns: table => new
                {
                    Type = table.Column<string>(type: "text", nullable: false),
                    Slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    RetiredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_retired_slug", x => new { x.Type, x.Slug, x.Language });
                });

            migrationBuilder.CreateTable(
                name: "secret",
                schema: "editorial",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_secret", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "item_reference",
                schema: "editorial",
                columns: table => new
                {
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Pointer = table.Column<string>(type: "text", nullable: false),
                    Relation = table.Column<string>(type: "text", nullable: false),
                    TargetType = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Optional = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_reference", x => new { x.ItemId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_item_reference_item_ItemId",
                        column: x => x.ItemId,
                        principalSchema: "editorial",
                        principalTable: "item",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "delivery",
                table: "publication_log_position",
                columns: new[] { "Id", "At", "Sequence" },
                values: new object[] { 1, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), 0L });

            migrationBuilder.CreateIndex(
                name: "IX_api_key_Hash",
                schema: "editorial",
                table: "api_key",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_idempotent_answer_ExpiresAt",
                schema: "editorial",
                table: "idempotent_answer",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_item_TranslationGroup",
                schema: "editorial",
                table: "item",
                column: "TranslationGroup");

            migrationBuilder.CreateIndex(
                name: "IX_item_Type_UpdatedAt_Id",
                schema: "editorial",
                table: "item",
                columns: new[] { "Type", "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "ux_item_serial_number",
                schema: "editorial",
                table: "item",
                columns: new[] { "Type", "SeriesId", "SerialNumber", "Language" },
                unique: true,
                filter: "\"Type\" = 'Edition'");

            migrationBuilder.CreateIndex(
                name: "ux_item_slug",
                schema: "editorial",
                table: "item",
                columns: new[] { "Type", "Language", "Slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_item_reference_TargetId_Relation",
                schema: "editorial",
                table: "item_reference",
                columns: new[] { "TargetId", "Relation" });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_BreakingUntil",
                schema: "delivery",
                table: "published_document",
                column: "BreakingUntil");

            migrationBuilder.CreateIndex(
                name: "IX_published_document_TranslationGroup",
                schema: "delivery",
                table: "published_document",
                column: "TranslationGroup");

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_PublishedAt_Id",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "PublishedAt", "Id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_SeriesId_SerialNumber",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "SeriesId", "SerialNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_Type_Slug",
                schema: "delivery",
                table: "published_document",
                columns: new[] { "Type", "Slug" });

            migrationBuilder.CreateIndex(
                name: "IX_published_document_VisibleFrom",
                schema: "delivery",
                table: "published_document",
                column: "VisibleFrom");

            migrationBuilder.CreateIndex(
                name: "IX_published_document_VisibleUntil",
                schema: "delivery",
                table: "published_document",
                column: "VisibleUntil");

            migrationBuilder.CreateIndex(
                name: "IX_published_reference_ToId_Relation",
                schema: "delivery",
                table: "published_reference",
                columns: new[] { "ToId", "Relation" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_key",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "idempotent_answer",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "item_reference",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "publication_log",
                schema: "delivery");

            migrationBuilder.DropTable(
                name: "publication_log_position",
                schema: "delivery");

            migrationBuilder.DropTable(
                name: "published_document",
                schema: "delivery");

            migrationBuilder.DropTable(
                name: "published_reference",
                schema: "delivery");

            migrationBuilder.DropTable(
                name: "retired_slug",
                schema: "delivery");

            migrationBuilder.DropTable(
                name: "secret",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "item",
                schema: "editorial");
        }
    }
}
