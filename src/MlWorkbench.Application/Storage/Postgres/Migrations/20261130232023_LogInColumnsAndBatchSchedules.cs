using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LogInColumnsAndBatchSchedules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "KeepsDropping",
                table: "ModelEndpoints",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "LogEndpointId",
                table: "BatchPredictions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LogFrom",
                table: "BatchPredictions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LogTo",
                table: "BatchPredictions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ScheduleId",
                table: "BatchPredictions",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BatchPieces",
                columns: table => new
                {
                    BatchId = table.Column<Guid>(type: "uuid", nullable: false),
                    FirstRow = table.Column<long>(type: "bigint", nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: false),
                    History = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Scores = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchPieces", x => new { x.BatchId, x.FirstRow });
                    table.ForeignKey(
                        name: "FK_BatchPieces_BatchPredictions_BatchId",
                        column: x => x.BatchId,
                        principalTable: "BatchPredictions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BatchSchedules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ProjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelId = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DatasetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Output = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    Into = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Keep = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Explain = table.Column<bool>(type: "boolean", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TokenMaker = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchSchedules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BatchSchedules_Datasets_DatasetId",
                        column: x => x.DatasetId,
                        principalTable: "Datasets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BatchSchedules_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BatchSchedules_RegisteredModels_ModelId",
                        column: x => x.ModelId,
                        principalTable: "RegisteredModels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BatchSchedules_Schedules_Id",
                        column: x => x.Id,
                        principalTable: "Schedules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PredictionBatches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EndpointId = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsShadow = table.Column<bool>(type: "boolean", nullable: false),
                    First = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Last = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: false),
                    Digest = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Keys = table.Column<byte[]>(type: "bytea", nullable: false),
                    Data = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PredictionBatches", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PredictionBatches_Contents_Digest",
                        column: x => x.Digest,
                        principalTable: "Contents",
                        principalColumn: "Digest",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PredictionBatches_ModelVersions_ModelVersionId",
                        column: x => x.ModelVersionId,
                        principalTable: "ModelVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BatchPredictions_ScheduleId",
                table: "BatchPredictions",
                column: "ScheduleId");

            migrationBuilder.CreateIndex(
                name: "IX_BatchSchedules_DatasetId",
                table: "BatchSchedules",
                column: "DatasetId");

            migrationBuilder.CreateIndex(
                name: "IX_BatchSchedules_ModelId",
                table: "BatchSchedules",
                column: "ModelId");

            migrationBuilder.CreateIndex(
                name: "IX_BatchSchedules_ProjectId",
                table: "BatchSchedules",
                column: "ProjectId");

            migrationBuilder.CreateIndex(
                name: "IX_PredictionBatches_Digest",
                table: "PredictionBatches",
                column: "Digest");

            migrationBuilder.CreateIndex(
                name: "IX_PredictionBatches_EndpointId_Last",
                table: "PredictionBatches",
                columns: new[] { "EndpointId", "Last" });

            migrationBuilder.CreateIndex(
                name: "IX_PredictionBatches_Last",
                table: "PredictionBatches",
                column: "Last",
                filter: "\"Digest\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PredictionBatches_ModelVersionId_Last",
                table: "PredictionBatches",
                columns: new[] { "ModelVersionId", "Last" });

            migrationBuilder.AddForeignKey(
                name: "FK_BatchPredictions_BatchSchedules_ScheduleId",
                table: "BatchPredictions",
                column: "ScheduleId",
                principalTable: "BatchSchedules",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_BatchPredictions_BatchSchedules_ScheduleId",
                table: "BatchPredictions");

            migrationBuilder.DropTable(
                name: "BatchPieces");

            migrationBuilder.DropTable(
                name: "BatchSchedules");

            migrationBuilder.DropTable(
                name: "PredictionBatches");

            migrationBuilder.DropIndex(
                name: "IX_BatchPredictions_ScheduleId",
                table: "BatchPredictions");

            migrationBuilder.DropColumn(
                name: "KeepsDropping",
                table: "ModelEndpoints");

            migrationBuilder.DropColumn(
                name: "LogEndpointId",
                table: "BatchPredictions");

            migrationBuilder.DropColumn(
                name: "LogFrom",
                table: "BatchPredictions");

            migrationBuilder.DropColumn(
                name: "LogTo",
                table: "BatchPredictions");

            migrationBuilder.DropColumn(
                name: "ScheduleId",
                table: "BatchPredictions");
        }
    }
}
