using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class EndpointLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsHour",
                table: "TrafficMinutes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "Limited",
                table: "TrafficMinutes",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "TimedOut",
                table: "TrafficMinutes",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Limits",
                table: "ModelEndpoints",
                type: "text",
                nullable: true,
                collation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsHour",
                table: "TrafficMinutes");

            migrationBuilder.DropColumn(
                name: "Limited",
                table: "TrafficMinutes");

            migrationBuilder.DropColumn(
                name: "TimedOut",
                table: "TrafficMinutes");

            migrationBuilder.DropColumn(
                name: "Limits",
                table: "ModelEndpoints");
        }
    }
}
