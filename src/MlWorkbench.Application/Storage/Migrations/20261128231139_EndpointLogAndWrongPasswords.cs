using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
{
    /// <inheritdoc />
    public partial class EndpointLogAndWrongPasswords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ApiTokens_UserId",
                table: "ApiTokens");

            migrationBuilder.AddColumn<string>(
                name: "Look",
                table: "ApiTokens",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Spelling",
                table: "ApiTokens",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "EndpointLogPolicies",
                columns: table => new
                {
                    ModelId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WhenFull = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RetentionDays = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndpointLogPolicies", x => x.ModelId);
                    table.ForeignKey(
                        name: "FK_EndpointLogPolicies_RegisteredModels_ModelId",
                        column: x => x.ModelId,
                        principalTable: "RegisteredModels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SignInTries",
                columns: table => new
                {
                    Key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    ForgottenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInTries", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_UserId_Look",
                table: "ApiTokens",
                columns: new[] { "UserId", "Look" });

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_UserId_Spelling",
                table: "ApiTokens",
                columns: new[] { "UserId", "Spelling" });

            migrationBuilder.CreateIndex(
                name: "IX_SignInTries_ForgottenAt",
                table: "SignInTries",
                column: "ForgottenAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EndpointLogPolicies");

            migrationBuilder.DropTable(
                name: "SignInTries");

            migrationBuilder.DropIndex(
                name: "IX_ApiTokens_UserId_Look",
                table: "ApiTokens");

            migrationBuilder.DropIndex(
                name: "IX_ApiTokens_UserId_Spelling",
                table: "ApiTokens");

            migrationBuilder.DropColumn(
                name: "Look",
                table: "ApiTokens");

            migrationBuilder.DropColumn(
                name: "Spelling",
                table: "ApiTokens");

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_UserId",
                table: "ApiTokens",
                column: "UserId");
        }
    }
}
