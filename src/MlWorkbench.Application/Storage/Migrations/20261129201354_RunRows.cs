using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RunRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RunArtifacts",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunArtifacts", x => new { x.RunId, x.Path });
                    table.ForeignKey(
                        name: "FK_RunArtifacts_Contents_Digest",
                        column: x => x.Digest,
                        principalTable: "Contents",
                        principalColumn: "Digest",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RunArtifacts_Runs_RunId",
                        column: x => x.RunId,
                        principalTable: "Runs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RunMetrics",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Split = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Step = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: false),
                    Low = table.Column<double>(type: "REAL", nullable: true),
                    High = table.Column<double>(type: "REAL", nullable: true),
                    IsLast = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunMetrics", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RunMetrics_Runs_RunId",
                        column: x => x.RunId,
                        principalTable: "Runs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RunParameters",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Number = table.Column<double>(type: "REAL", nullable: true),
                    Boolean = table.Column<bool>(type: "INTEGER", nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunParameters", x => new { x.RunId, x.Name });
                    table.ForeignKey(
                        name: "FK_RunParameters_Runs_RunId",
                        column: x => x.RunId,
                        principalTable: "Runs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RunTags",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunTags", x => new { x.RunId, x.Key });
                    table.ForeignKey(
                        name: "FK_RunTags_Runs_RunId",
                        column: x => x.RunId,
                        principalTable: "Runs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RunArtifacts_Digest",
                table: "RunArtifacts",
                column: "Digest");

            migrationBuilder.CreateIndex(
                name: "IX_RunMetrics_RunId_Name_Split",
                table: "RunMetrics",
                columns: new[] { "RunId", "Name", "Split" },
                unique: true,
                filter: "\"IsLast\"");

            migrationBuilder.CreateIndex(
                name: "IX_RunMetrics_RunId_Name_Split_Step",
                table: "RunMetrics",
                columns: new[] { "RunId", "Name", "Split", "Step" });

            migrationBuilder.AddColumn<string>(
                name: "Members",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            CarryOver(migrationBuilder);
            DropOldColumns(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RunArtifacts");

            migrationBuilder.DropTable(
                name: "RunMetrics");

            migrationBuilder.DropTable(
                name: "RunParameters");

            migrationBuilder.DropTable(
                name: "RunTags");

            migrationBuilder.RenameColumn(
                name: "Members",
                table: "Runs",
                newName: "TestDigest");

            migrationBuilder.AddColumn<string>(
                name: "OutOfFoldDigest",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PackageDigest",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Result",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "TestHigh",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "TestLow",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "TestValue",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ValidationHigh",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ValidationLow",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ValidationValue",
                table: "Runs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Spec",
                table: "Experiments",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "DatasetVersionId",
                table: "Experiments",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_OutOfFoldDigest",
                table: "Runs",
                column: "OutOfFoldDigest");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_PackageDigest",
                table: "Runs",
                column: "PackageDigest");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_TestDigest",
                table: "Runs",
                column: "TestDigest");

            migrationBuilder.AddForeignKey(
                name: "FK_Runs_Contents_OutOfFoldDigest",
                table: "Runs",
                column: "OutOfFoldDigest",
                principalTable: "Contents",
                principalColumn: "Digest",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Runs_Contents_PackageDigest",
                table: "Runs",
                column: "PackageDigest",
                principalTable: "Contents",
                principalColumn: "Digest",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Runs_Contents_TestDigest",
                table: "Runs",
                column: "TestDigest",
                principalTable: "Contents",
                principalColumn: "Digest",
                onDelete: ReferentialAction.Restrict);
        }

        /// <summary>Moves the parameters, metrics and files of existing runs from the columns and JSON of their row to rows of their own.</summary>
        private static void CarryOver(MigrationBuilder migrationBuilder)
        {
            // Numbers and booleans were stored as texts. A text that is a JSON number or boolean is one.
            migrationBuilder.Sql(
                """
                INSERT INTO "RunParameters" ("RunId", "Name", "Number", "Boolean", "Text")
                SELECT "Id", "Name",
                    CASE WHEN "Type" IN ('integer', 'real') THEN CAST("Value" AS REAL) END,
                    CASE "Type" WHEN 'true' THEN 1 WHEN 'false' THEN 0 END,
                    CASE WHEN "Type" NOT IN ('integer', 'real', 'true', 'false') THEN "Value" END
                FROM (
                    SELECT "Runs"."Id", parameter.key AS "Name", parameter.value AS "Value",
                        CASE WHEN json_valid(parameter.value) THEN json_type(parameter.value) ELSE 'text' END AS "Type"
                    FROM "Runs", json_each("Runs"."Result", '$.parameters') AS parameter);
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO "RunMetrics" ("RunId", "Name", "Split", "Step", "At", "Value", "Low", "High", "IsLast")
                SELECT "Id", "Metric", 'Validation', 0, COALESCE("EndedAt", "StartedAt"), "ValidationValue", "ValidationLow", "ValidationHigh", 1
                FROM "Runs" WHERE "Metric" IS NOT NULL AND "ValidationValue" IS NOT NULL;

                INSERT INTO "RunMetrics" ("RunId", "Name", "Split", "Step", "At", "Value", "IsLast")
                SELECT "Runs"."Id", "Metric", 'Folds', fold.key + 1, COALESCE("EndedAt", "StartedAt"), fold.value, fold.key + 1 = json_array_length("Result", '$.foldValues')
                FROM "Runs", json_each("Runs"."Result", '$.foldValues') AS fold WHERE "Metric" IS NOT NULL;

                INSERT INTO "RunMetrics" ("RunId", "Name", "Split", "Step", "At", "Value", "IsLast")
                SELECT "Id", 'microsecondsPerRow', 'Unknown', 0, COALESCE("EndedAt", "StartedAt"), json_extract("Result", '$.microsecondsPerRow'), 1
                FROM "Runs" WHERE json_extract("Result", '$.microsecondsPerRow') IS NOT NULL;

                INSERT INTO "RunMetrics" ("RunId", "Name", "Split", "Step", "At", "Value", "Low", "High", "IsLast")
                SELECT "Runs"."Id", "Metric", 'Test', 0, COALESCE("Evaluations"."CreatedAt", "EndedAt", "StartedAt"), "TestValue", "TestLow", "TestHigh", 1
                FROM "Runs" LEFT JOIN "Evaluations" ON "Evaluations"."RunId" = "Runs"."Id" WHERE "Metric" IS NOT NULL AND "TestValue" IS NOT NULL;
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO "RunArtifacts" ("RunId", "Path", "Digest", "MediaType", "Bytes")
                SELECT "Runs"."Id", 'model.zip', "Digest", 'application/zip', "Length" FROM "Runs" JOIN "Contents" ON "Digest" = "PackageDigest"
                UNION ALL
                SELECT "Runs"."Id", 'oof.bin', "Digest", 'application/octet-stream', "Length" FROM "Runs" JOIN "Contents" ON "Digest" = "OutOfFoldDigest"
                UNION ALL
                SELECT "Runs"."Id", 'test.bin', "Digest", 'application/octet-stream', "Length" FROM "Runs" JOIN "Contents" ON "Digest" = "TestDigest";

                UPDATE "Runs" SET "Members" = json_extract("Result", '$.members');
                """);
        }

        /// <summary>
        /// Edits the stored schema where SQLite cannot alter it: a rebuilt table would need several transactions, and a kill between them would leave the
        /// upgrade half done. SQLite documents this for the removal of constraints (lang_altertable, section 7).
        /// </summary>
        private static void DropOldColumns(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_Runs_OutOfFoldDigest";
                DROP INDEX "IX_Runs_PackageDigest";
                DROP INDEX "IX_Runs_TestDigest";

                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql =
                    replace(replace(replace(sql,
                        'CONSTRAINT "FK_Runs_Contents_OutOfFoldDigest" FOREIGN KEY ("OutOfFoldDigest") REFERENCES "Contents" ("Digest") ON DELETE RESTRICT,', ''),
                        'CONSTRAINT "FK_Runs_Contents_PackageDigest" FOREIGN KEY ("PackageDigest") REFERENCES "Contents" ("Digest") ON DELETE RESTRICT,', ''),
                        'CONSTRAINT "FK_Runs_Contents_TestDigest" FOREIGN KEY ("TestDigest") REFERENCES "Contents" ("Digest") ON DELETE RESTRICT,', '')
                WHERE type = 'table' AND name = 'Runs';
                UPDATE sqlite_schema SET sql = replace(replace(sql, '"DatasetVersionId" TEXT NOT NULL', '"DatasetVersionId" TEXT NULL'), '"Spec" TEXT NOT NULL', '"Spec" TEXT NULL')
                WHERE type = 'table' AND name = 'Experiments';
                PRAGMA writable_schema = RESET;

                ALTER TABLE "Runs" DROP COLUMN "PackageDigest";
                ALTER TABLE "Runs" DROP COLUMN "OutOfFoldDigest";
                ALTER TABLE "Runs" DROP COLUMN "TestDigest";
                ALTER TABLE "Runs" DROP COLUMN "Result";
                ALTER TABLE "Runs" DROP COLUMN "ValidationValue";
                ALTER TABLE "Runs" DROP COLUMN "ValidationLow";
                ALTER TABLE "Runs" DROP COLUMN "ValidationHigh";
                ALTER TABLE "Runs" DROP COLUMN "TestValue";
                ALTER TABLE "Runs" DROP COLUMN "TestLow";
                ALTER TABLE "Runs" DROP COLUMN "TestHigh";
                """);
        }
    }
}
