using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ImportsAndFencedJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "DueAt",
                table: "JobRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Revision",
                table: "JobRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "DatasetImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Dataset = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    SourceName = table.Column<string>(type: "TEXT", nullable: false),
                    SourceDigest = table.Column<string>(type: "TEXT", nullable: true),
                    Options = table.Column<string>(type: "TEXT", nullable: false),
                    FromVersionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    JoinedWithId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Derivation = table.Column<string>(type: "TEXT", nullable: true),
                    RequestedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestedByName = table.Column<string>(type: "TEXT", nullable: false),
                    TokenMaker = table.Column<string>(type: "TEXT", nullable: true),
                    VersionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsNew = table.Column<bool>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DatasetImports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DatasetImports_Contents_SourceDigest",
                        column: x => x.SourceDigest,
                        principalTable: "Contents",
                        principalColumn: "Digest",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DatasetImports_DatasetVersions_FromVersionId",
                        column: x => x.FromVersionId,
                        principalTable: "DatasetVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_DatasetImports_DatasetVersions_JoinedWithId",
                        column: x => x.JoinedWithId,
                        principalTable: "DatasetVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_DatasetImports_DatasetVersions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "DatasetVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_DatasetImports_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DatasetImports_FromVersionId",
                table: "DatasetImports",
                column: "FromVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_DatasetImports_JoinedWithId",
                table: "DatasetImports",
                column: "JoinedWithId");

            migrationBuilder.CreateIndex(
                name: "IX_DatasetImports_ProjectId_Dataset",
                table: "DatasetImports",
                columns: new[] { "ProjectId", "Dataset" });

            migrationBuilder.CreateIndex(
                name: "IX_DatasetImports_SourceDigest",
                table: "DatasetImports",
                column: "SourceDigest");

            migrationBuilder.CreateIndex(
                name: "IX_DatasetImports_VersionId",
                table: "DatasetImports",
                column: "VersionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DatasetImports");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "JobRuns");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "JobRuns");
        }
    }
}
