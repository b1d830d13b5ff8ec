using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ModelVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false),
                    DataVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    DatasetVersionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SourceDigest = table.Column<string>(type: "TEXT", nullable: true),
                    Options = table.Column<string>(type: "TEXT", nullable: true),
                    Output = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Into = table.Column<string>(type: "TEXT", nullable: true),
                    Keep = table.Column<string>(type: "TEXT", nullable: true),
                    Explain = table.Column<bool>(type: "INTEGER", nullable: false),
                    Rows = table.Column<long>(type: "INTEGER", nullable: true),
                    Scored = table.Column<long>(type: "INTEGER", nullable: false),
                    Seconds = table.Column<double>(type: "REAL", nullable: false),
                    ResultDigest = table.Column<string>(type: "TEXT", nullable: true),
                    ResultBytes = table.Column<long>(type: "INTEGER", nullable: true),
                    ScoredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ImportId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestedByName = table.Column<string>(type: "TEXT", nullable: false),
                    TokenMaker = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
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
