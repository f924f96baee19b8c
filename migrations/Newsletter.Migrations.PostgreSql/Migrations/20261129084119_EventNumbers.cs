using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Newsletter.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class EventNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_event_log",
                schema: "editorial",
                table: "event_log");

            migrationBuilder.AlterColumn<long>(
                name: "Sequence",
                schema: "editorial",
                table: "event_log",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<long>(
                name: "Id",
                schema: "editorial",
                table: "event_log",
                type: "bigint",
                nullable: false,
                defaultValue: 0L)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

            migrationBuilder.AddPrimaryKey(
                name: "PK_event_log",
                schema: "editorial",
                table: "event_log",
                column: "Id");

            migrationBuilder.CreateIndex(
                name: "IX_event_log_Sequence",
                schema: "editorial",
                table: "event_log",
                column: "Sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_event_log_waiting",
                schema: "editorial",
                table: "event_log",
                column: "Id",
                filter: "\"Sequence\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_event_log",
                schema: "editorial",
                table: "event_log");

            migrationBuilder.DropIndex(
                name: "IX_event_log_Sequence",
                schema: "editorial",
                table: "event_log");

            migrationBuilder.DropIndex(
                name: "ix_event_log_waiting",
                schema: "editorial",
                table: "event_log");

            migrationBuilder.DropColumn(
                name: "Id",
                schema: "editorial",
                table: "event_log");

            migrationBuilder.Sql("""delete from editorial.event_log where "Sequence" is null""");

            migrationBuilder.AlterColumn<long>(
                name: "Sequence",
                schema: "editorial",
                table: "event_log",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_event_log",
                schema: "editorial",
                table: "event_log",
                column: "Sequence");
        }
    }
}
