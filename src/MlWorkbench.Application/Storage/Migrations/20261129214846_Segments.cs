using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Segments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Segments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedByName = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Segments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Segments_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentSegments",
                columns: table => new
                {
                    ExperimentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SegmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentSegments", x => new { x.ExperimentId, x.SegmentId });
                    table.ForeignKey(
                        name: "FK_ExperimentSegments_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ExperimentSegments_Segments_SegmentId",
                        column: x => x.SegmentId,
                        principalTable: "Segments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentSegments_SegmentId",
                table: "ExperimentSegments",
                column: "SegmentId");

            migrationBuilder.CreateIndex(
                name: "IX_Segments_ProjectId_Name",
                table: "Segments",
                columns: new[] { "ProjectId", "Name" },
                unique: true);

            CarryOver(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExperimentSegments");

            migrationBuilder.DropTable(
                name: "Segments");
        }

        /// <summary>Adds the segment columns of existing experiments to their project: those of the plan, or those requested if there is no plan.</summary>
        private static void CarryOver(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TEMP TABLE "Chosen" AS
                SELECT "Experiments"."Id" AS "ExperimentId", "ProjectId", segment.value AS "Name", MIN(segment.key) AS "Position", "CreatedById", "CreatedByName", "CreatedAt"
                FROM "Experiments", json_each(COALESCE(json_extract("Plan", '$.segments'), json_extract("Spec", '$.segments'))) AS segment
                GROUP BY "Experiments"."Id", segment.value;

                INSERT INTO "Segments" ("Id", "ProjectId", "Name", "Kind", "Definition", "CreatedById", "CreatedByName", "CreatedAt")
                SELECT
                    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)),
                    "ProjectId", "Name", 'levels', json_object('kind', 'levels', 'column', "Name"), "CreatedById", "CreatedByName", MIN("CreatedAt")
                FROM "Chosen" GROUP BY "ProjectId", "Name";

                INSERT INTO "ExperimentSegments" ("ExperimentId", "SegmentId", "Position")
                SELECT "ExperimentId", "Segments"."Id", "Position"
                FROM "Chosen" JOIN "Segments" ON "Segments"."ProjectId" = "Chosen"."ProjectId" AND "Segments"."Name" = "Chosen"."Name";

                DROP TABLE "Chosen";
                """);
        }
    }
}
