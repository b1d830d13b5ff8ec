using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Endpoints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ModelEndpoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ModelId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WhenLogFull = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    LogRetentionDays = table.Column<int>(type: "INTEGER", nullable: true),
                    Name = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    Spelling = table.Column<string>(type: "TEXT", nullable: false),
                    Look = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelEndpoints", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ModelEndpoints_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ModelEndpoints_RegisteredModels_ModelId",
                        column: x => x.ModelId,
                        principalTable: "RegisteredModels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EndpointRoutes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EndpointId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    VersionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Weight = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndpointRoutes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EndpointRoutes_ModelEndpoints_EndpointId",
                        column: x => x.EndpointId,
                        principalTable: "ModelEndpoints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_EndpointRoutes_ModelVersions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "ModelVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EndpointRoutes_EndpointId",
                table: "EndpointRoutes",
                column: "EndpointId");

            migrationBuilder.CreateIndex(
                name: "IX_EndpointRoutes_VersionId",
                table: "EndpointRoutes",
                column: "VersionId");

            migrationBuilder.CreateIndex(
                name: "IX_ModelEndpoints_ModelId",
                table: "ModelEndpoints",
                column: "ModelId");

            migrationBuilder.CreateIndex(
                name: "IX_ModelEndpoints_ProjectId_Look",
                table: "ModelEndpoints",
                columns: new[] { "ProjectId", "Look" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ModelEndpoints_ProjectId_Name",
                table: "ModelEndpoints",
                columns: new[] { "ProjectId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ModelEndpoints_ProjectId_Spelling",
                table: "ModelEndpoints",
                columns: new[] { "ProjectId", "Spelling" },
                unique: true);

            // Each model gets its endpoint with its log settings and a route that follows Production. One id serves all three rows.
            migrationBuilder.Sql(
                """
                INSERT INTO "ModelEndpoints" ("Id", "ProjectId", "ModelId", "Name", "Spelling", "Look", "CreatedAt", "WhenLogFull", "LogRetentionDays")
                SELECT m."Id", m."ProjectId", m."Id", m."Name", m."Spelling", m."Look", m."CreatedAt", COALESCE(p."WhenFull", 'Drop'), p."RetentionDays"
                FROM "RegisteredModels" m LEFT JOIN "EndpointLogPolicies" p ON p."ModelId" = m."Id"
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO "EndpointRoutes" ("Id", "EndpointId", "Mode", "Weight")
                SELECT "Id", "Id", 'Live', 100 FROM "ModelEndpoints"
                """);
            migrationBuilder.DropTable(
                name: "EndpointLogPolicies");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EndpointLogPolicies",
                columns: table => new
                {
                    ModelId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RetentionDays = table.Column<int>(type: "INTEGER", nullable: true),
                    WhenFull = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
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

            migrationBuilder.Sql(
                """
                INSERT INTO "EndpointLogPolicies" ("ModelId", "WhenFull", "RetentionDays")
                SELECT e."ModelId", e."WhenLogFull", e."LogRetentionDays"
                FROM "ModelEndpoints" e JOIN "RegisteredModels" m ON m."Id" = e."ModelId" AND m."Name" = e."Name"
                """);

            migrationBuilder.DropTable(
                name: "EndpointRoutes");

            migrationBuilder.DropTable(
                name: "ModelEndpoints");
        }
    }
}
