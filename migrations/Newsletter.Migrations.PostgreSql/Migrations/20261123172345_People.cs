using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "CreatedBy",
                schema: "editorial",
                table: "item",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "CreatedBy",
                schema: "editorial",
                table: "api_key",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "CreatedByName",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LastUsedAt",
                schema: "editorial",
                table: "api_key",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NetworkList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NewsletterList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OriginList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "PreviousHash",
                schema: "editorial",
                table: "api_key",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PreviousUntil",
                schema: "editorial",
                table: "api_key",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RegionList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RevokedAt",
                schema: "editorial",
                table: "api_key",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Role",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TagList",
                schema: "editorial",
                table: "api_key",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                schema: "editorial",
                table: "api_key",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "access_version",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_version", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "account",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false),
                    Role = table.Column<string>(type: "text", nullable: false),
                    NewsletterList = table.Column<string>(type: "text", nullable: true),
                    Disabled = table.Column<bool>(type: "boolean", nullable: false),
                    AuthenticatorSecret = table.Column<string>(type: "text", nullable: true),
                    LastCodeStep = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSignInAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    UserName = table.Column<string>(type: "text", nullable: true),
                    NormalizedUserName = table.Column<string>(type: "text", nullable: true),
                    Email = table.Column<string>(type: "text", nullable: true),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FriendlyName = table.Column<string>(type: "text", nullable: true),
                    Xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_protection_key", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "oidc_application",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicationType = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    ClientId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    ClientSecret = table.Column<string>(type: "text", nullable: true),
                    ClientType = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    ConcurrencyToken = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    ConsentType = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    DisplayName = table.Column<string>(type: "text", nullable: true),
                    DisplayNames = table.Column<string>(type: "text", nullable: true),
                    JsonWebKeySet = table.Column<string>(type: "text", nullable: true),
                    Permissions = table.Column<string>(type: "text", nullable: true),
                    PostLogoutRedirectUris = table.Column<string>(type: "text", nullable: true),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    RedirectUris = table.Column<string>(type: "text", nullable: true),
                    Requirements = table.Column<string>(type: "text", nullable: true),
                    Settings = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oidc_application", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "oidc_scope",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ConcurrencyToken = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    Description = table.Column<string>(type: "text", nullable: true),
                    Descriptions = table.Column<string>(type: "text", nullable: true),
                    DisplayName = table.Column<string>(type: "text", nullable: true),
                    DisplayNames = table.Column<string>(type: "text", nullable: true),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    Resources = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oidc_scope", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "oidc_authorization",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicationId = table.Column<Guid>(type: "uuid", nullable: true),
                    ConcurrencyToken = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    CreationDate = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    Scopes = table.Column<string>(type: "text", nullable: true),
                    Status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    Subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oidc_authorization", x => x.Id);
                    table.ForeignKey(
                        name: "FK_oidc_authorization_oidc_application_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "editorial",
                        principalTable: "oidc_application",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "oidc_token",
                schema: "editorial",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicationId = table.Column<Guid>(type: "uuid", nullable: true),
                    AuthorizationId = table.Column<Guid>(type: "uuid", nullable: true),
                    ConcurrencyToken = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    CreationDate = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ExpirationDate = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Payload = table.Column<string>(type: "text", nullable: true),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    RedemptionDate = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReferenceId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    Subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Type = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oidc_token", x => x.Id);
                    table.ForeignKey(
                        name: "FK_oidc_token_oidc_application_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "editorial",
                        principalTable: "oidc_application",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_oidc_token_oidc_authorization_AuthorizationId",
                        column: x => x.AuthorizationId,
                        principalSchema: "editorial",
                        principalTable: "oidc_authorization",
                        principalColumn: "Id");
                });

            migrationBuilder.InsertData(
                schema: "editorial",
                table: "access_version",
                columns: new[] { "Id", "Version" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_item_CreatedBy",
                schema: "editorial",
                table: "item",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_api_key_PreviousHash",
                schema: "editorial",
                table: "api_key",
                column: "PreviousHash");

            migrationBuilder.CreateIndex(
                name: "IX_account_Role",
                schema: "editorial",
                table: "account",
                column: "Role");

            migrationBuilder.CreateIndex(
                name: "ux_account_email",
                schema: "editorial",
                table: "account",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_oidc_application_ClientId",
                schema: "editorial",
                table: "oidc_application",
                column: "ClientId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_oidc_authorization_ApplicationId_Status_Subject_Type",
                schema: "editorial",
                table: "oidc_authorization",
                columns: new[] { "ApplicationId", "Status", "Subject", "Type" });

            migrationBuilder.CreateIndex(
                name: "IX_oidc_scope_Name",
                schema: "editorial",
                table: "oidc_scope",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_oidc_token_ApplicationId_Status_Subject_Type",
                schema: "editorial",
                table: "oidc_token",
                columns: new[] { "ApplicationId", "Status", "Subject", "Type" });

            migrationBuilder.CreateIndex(
                name: "IX_oidc_token_AuthorizationId",
                schema: "editorial",
                table: "oidc_token",
                column: "AuthorizationId");

            migrationBuilder.CreateIndex(
                name: "IX_oidc_token_ReferenceId",
                schema: "editorial",
                table: "oidc_token",
                column: "ReferenceId",
                unique: true);

            // Whoever made it stands at the beginning of its trail.
            migrationBuilder.Sql("""update editorial.item i set "CreatedBy" = coalesce((select a."Principal" from editorial.audit_entry a where a."ItemId" = i."Id" order by a."Id" limit 1), i."CreatedBy")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_version",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "account",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "data_protection_key",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "oidc_scope",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "oidc_token",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "oidc_authorization",
                schema: "editorial");

            migrationBuilder.DropTable(
                name: "oidc_application",
                schema: "editorial");

            migrationBuilder.DropIndex(
                name: "IX_item_CreatedBy",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropIndex(
                name: "IX_api_key_PreviousHash",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "CreatedBy",
                schema: "editorial",
                table: "item");

            migrationBuilder.DropColumn(
                name: "CreatedBy",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "CreatedByName",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "NetworkList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "NewsletterList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "OriginList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "PreviousHash",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "PreviousUntil",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "RegionList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "RevokedAt",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "Role",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "TagList",
                schema: "editorial",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "Version",
                schema: "editorial",
                table: "api_key");
        }
    }
}
