using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class BatchPredictions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BatchPredictions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ProjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DataVersion = table.Column<int>(type: "integer", nullable: true),
                    DatasetVersionId = table.Column<Guid>(type: "uuid", nullable: true),
                    SourceDigest = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Options = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Output = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    Into = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Keep = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Explain = table.Column<bool>(type: "boolean", nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: true),
                    Scored = table.Column<long>(type: "bigint", nullable: false),
                    Seconds = table.Column<double>(type: "double precision", nullable: false),
                    ResultDigest = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ResultBytes = table.Column<long>(type: "bigint", nullable: true),
                    ScoredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ImportId = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestedById = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestedByName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TokenMaker = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchPredictions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BatchPredictions_Contents_ResultDigest",
                        column: x => x.ResultDigest,
                        principalTable: "Contents",
                        principalColumn: "Digest",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BatchPredictions_Contents_SourceDigest",
                        column: x => x.SourceDigest,
                        principalTable: "Contents",
                        principalColumn: "Digest",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BatchPredictions_DatasetImports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "DatasetImports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_BatchPredictions_DatasetVersions_DatasetVersionId",
                        column: x => x.DatasetVersionId,
                        principalTable: "DatasetVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_BatchPredictions_ModelVersions_ModelVersionId",
                        column: x => x.ModelVersionId,
                        principalTable: "ModelVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BatchPredictions_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BatchPredictions_DatasetVersionId",
                table: "BatchPredictions",
                column: "DatasetVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_BatchPredictions_ImportId",
                table: "BatchPredictions",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_BatchPredictions_ModelVersionId",
                table: "BatchPredictions",
                column: "ModelVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_BatchPredictions_ProjectId_CreatedAt",
                table: "BatchPredictions",
                columns: new[] { "ProjectId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchPredictions_ResultDigest",
                table: "BatchPredictions",
                column: "ResultDigest");

            migrationBuilder.CreateIndex(
                name: "IX_BatchPredictions_SourceDigest",
                table: "BatchPredictions",
                column: "SourceDigest");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BatchPredictions");
        }
    }
}
