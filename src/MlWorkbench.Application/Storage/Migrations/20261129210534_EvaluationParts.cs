using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
{
    /// <inheritdoc />
    public partial class EvaluationParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Every column changes its meaning, so the rows move to a new table.
            migrationBuilder.Sql("""ALTER TABLE "Evaluations" RENAME TO "OldEvaluations";""");

            migrationBuilder.CreateTable(
                name: "Evaluations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubjectKind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DatasetVersionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    WindowFrom = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WindowTo = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Split = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Evaluations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Evaluations_DatasetVersions_DatasetVersionId",
                        column: x => x.DatasetVersionId,
                        principalTable: "DatasetVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EvaluationParts",
                columns: table => new
                {
                    EvaluationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Format = table.Column<int>(type: "INTEGER", nullable: false),
                    Result = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvaluationParts", x => new { x.EvaluationId, x.Kind });
                    table.ForeignKey(
                        name: "FK_EvaluationParts_Evaluations_EvaluationId",
                        column: x => x.EvaluationId,
                        principalTable: "Evaluations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Evaluations_DatasetVersionId",
                table: "Evaluations",
                column: "DatasetVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_Evaluations_SubjectKind_SubjectId",
                table: "Evaluations",
                columns: new[] { "SubjectKind", "SubjectId" });

            CarryOver(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Evaluations_DatasetVersions_DatasetVersionId",
                table: "Evaluations");

            migrationBuilder.DropTable(
                name: "EvaluationParts");

            migrationBuilder.DropIndex(
                name: "IX_Evaluations_DatasetVersionId",
                table: "Evaluations");

            migrationBuilder.DropIndex(
                name: "IX_Evaluations_SubjectKind_SubjectId",
                table: "Evaluations");

            migrationBuilder.DropColumn(
                name: "DatasetVersionId",
                table: "Evaluations");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "Evaluations");

            migrationBuilder.DropColumn(
                name: "Split",
                table: "Evaluations");

            migrationBuilder.DropColumn(
                name: "SubjectKind",
                table: "Evaluations");

            migrationBuilder.DropColumn(
                name: "WindowFrom",
                table: "Evaluations");

            migrationBuilder.DropColumn(
                name: "WindowTo",
                table: "Evaluations");

            migrationBuilder.RenameColumn(
                name: "SubjectId",
                table: "Evaluations",
                newName: "Result");

            migrationBuilder.RenameColumn(
                name: "Id",
                table: "Evaluations",
                newName: "RunId");

            migrationBuilder.AddForeignKey(
                name: "FK_Evaluations_Runs_RunId",
                table: "Evaluations",
                column: "RunId",
                principalTable: "Runs",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <summary>Splits the JSON of each existing evaluation into an evaluation per split and its parts.</summary>
        private static void CarryOver(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                INSERT INTO "Evaluations" ("Id", "SubjectKind", "SubjectId", "DatasetVersionId", "Split", "Source", "CreatedAt")
                SELECT
                    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)),
                    'Run', "RunId", "DatasetVersionId", split.value, 'search', "OldEvaluations"."CreatedAt"
                FROM "OldEvaluations"
                JOIN "Runs" ON "Runs"."Id" = "RunId"
                JOIN "Experiments" ON "Experiments"."Id" = "ExperimentId",
                    json_each('["Validation","Test"]') AS split
                WHERE split.value = 'Validation' OR json_type("OldEvaluations"."Result", '$.test') = 'object';

                CREATE TEMP TABLE "Results" AS
                SELECT
                    "Evaluations"."Id" AS "EvaluationId",
                    json_extract("Result", CASE "Split" WHEN 'Test' THEN '$.test' ELSE '$.validation' END) AS "Result",
                    CASE WHEN "Split" = 'Test' OR json_type("Result", '$.test') IS NOT 'object' THEN json_extract("Result", '$.importance') END AS "Importance"
                FROM "Evaluations" JOIN "OldEvaluations" ON "RunId" = "SubjectId";

                INSERT INTO "EvaluationParts" ("EvaluationId", "Kind", "Format", "Result")
                SELECT "EvaluationId", 'metrics', 1, json_object('rows', json_extract("Result", '$.rows'), 'metrics', json(json_extract("Result", '$.metrics')))
                FROM "Results"
                UNION ALL
                SELECT "EvaluationId", 'segments', 1, json_object('segments', json(json_extract("Result", '$.segments')))
                FROM "Results" WHERE json_array_length("Result", '$.segments') > 0
                UNION ALL
                SELECT "EvaluationId", 'curves', 1, json_object(
                    'roc', json(json_extract("Result", '$.roc')),
                    'precisionRecall', json(json_extract("Result", '$.precisionRecall')),
                    'calibration', json(json_extract("Result", '$.calibration')),
                    'residuals', json(json_extract("Result", '$.residuals')))
                FROM "Results"
                WHERE COALESCE(json_extract("Result", '$.roc'), json_extract("Result", '$.precisionRecall'), json_extract("Result", '$.calibration'), json_extract("Result", '$.residuals')) IS NOT NULL
                UNION ALL
                SELECT "EvaluationId", 'confusion', 1, json_object('matrix', json(json_extract("Result", '$.confusion')))
                FROM "Results" WHERE json_extract("Result", '$.confusion') IS NOT NULL
                UNION ALL
                SELECT "EvaluationId", 'importance', 1, json_object('columns', json("Importance"))
                FROM "Results" WHERE json_array_length("Importance") > 0;

                DROP TABLE "Results";
                DROP TABLE "OldEvaluations";
                """);
        }
    }
}
