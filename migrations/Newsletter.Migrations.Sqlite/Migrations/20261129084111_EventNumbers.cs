using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Newsletter.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class EventNumbers : Migration
    {
        // SQLite changes no primary key, and what EF Core makes of it would give all old rows the same one.
        private const string Columns = """
            "Type", "At", "ItemType", "ItemId", "Slug", "Title", "Revision", "Actor", "ActorName", "Data"
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_event_log_ItemId_Sequence", table: "event_log");

            migrationBuilder.RenameTable(name: "event_log", newName: "event_log_before");

            migrationBuilder.CreateTable(
                name: "event_log",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: true),
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
                    table.PrimaryKey("PK_event_log", x => x.Id);
                });

            migrationBuilder.Sql($"""insert into event_log ("Id", "Sequence", {Columns}) select "Sequence", "Sequence", {Columns} from event_log_before""");

            migrationBuilder.DropTable(name: "event_log_before");

            migrationBuilder.CreateIndex(
                name: "IX_event_log_Sequence",
                table: "event_log",
                column: "Sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_event_log_waiting",
                table: "event_log",
                column: "Id",
                filter: "\"Sequence\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_event_log_ItemId_Sequence",
                table: "event_log",
                columns: new[] { "ItemId", "Sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_event_log_ItemId_Sequence", table: "event_log");

            migrationBuilder.RenameTable(name: "event_log", newName: "event_log_after");

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

            migrationBuilder.Sql($"""insert into event_log ("Sequence", {Columns}) select "Sequence", {Columns} from event_log_after where "Sequence" is not null""");

            migrationBuilder.DropTable(name: "event_log_after");

            migrationBuilder.CreateIndex(
                name: "IX_event_log_ItemId_Sequence",
                table: "event_log",
                columns: new[] { "ItemId", "Sequence" });
        }
    }
}
