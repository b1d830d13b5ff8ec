using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MlWorkbench.Application.Storage.Migrations
{
    /// <inheritdoc />
    public partial class LiveServing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Rollout",
                table: "TransitionRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CallerId",
                table: "PredictionLog",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "EndpointId",
                table: "PredictionLog",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "EntityId",
                table: "PredictionLog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Flags",
                table: "PredictionLog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RouteId",
                table: "PredictionLog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ShadowOfId",
                table: "PredictionLog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Warnings",
                table: "PredictionLog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DeploymentId",
                table: "ModelEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HumilityRules",
                table: "ModelEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "SamplePercent",
                table: "EndpointRoutes",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            // Until now, each model had one endpoint.
            migrationBuilder.Sql("""
                UPDATE "PredictionLog" SET "EndpointId" = (
                    SELECT "ModelEndpoints"."Id" FROM "ModelVersions"
                    JOIN "ModelEndpoints" ON "ModelEndpoints"."ModelId" = "ModelVersions"."ModelId"
                    WHERE "ModelVersions"."Id" = "PredictionLog"."ModelVersionId")
                """);

            migrationBuilder.CreateTable(
                name: "Rollouts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EndpointId = table.Column<Guid>(type: "TEXT", nullable: false),
                    VersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Plan = table.Column<string>(type: "TEXT", nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    StepSince = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StepRows = table.Column<long>(type: "INTEGER", nullable: false),
                    Results = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedByName = table.Column<string>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rollouts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Rollouts_ModelEndpoints_EndpointId",
                        column: x => x.EndpointId,
                        principalTable: "ModelEndpoints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Rollouts_ModelVersions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "ModelVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Rollouts_TransitionRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "TransitionRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrafficMinutes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EndpointId = table.Column<Guid>(type: "TEXT", nullable: false),
                    VersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Requests = table.Column<long>(type: "INTEGER", nullable: false),
                    Rows = table.Column<long>(type: "INTEGER", nullable: false),
                    Refused = table.Column<long>(type: "INTEGER", nullable: false),
                    Failed = table.Column<long>(type: "INTEGER", nullable: false),
                    Latencies = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hits = table.Column<string>(type: "TEXT", nullable: true),
                    Dropped = table.Column<long>(type: "INTEGER", nullable: false),
                    LabelsDiffer = table.Column<long>(type: "INTEGER", nullable: false),
                    Difference = table.Column<double>(type: "REAL", nullable: false),
                    SquaredDifference = table.Column<double>(type: "REAL", nullable: false),
                    AnswerLatencies = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrafficMinutes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrafficMinutes_ModelEndpoints_EndpointId",
                        column: x => x.EndpointId,
                        principalTable: "ModelEndpoints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PredictionLog_EndpointId_EntityId",
                table: "PredictionLog",
                columns: new[] { "EndpointId", "EntityId" },
                filter: "\"EntityId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Rollouts_EndpointId_StartedAt",
                table: "Rollouts",
                columns: new[] { "EndpointId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Rollouts_RequestId",
                table: "Rollouts",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_Rollouts_State",
                table: "Rollouts",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Rollouts_VersionId",
                table: "Rollouts",
                column: "VersionId");

            migrationBuilder.CreateIndex(
                name: "IX_TrafficMinutes_EndpointId_At",
                table: "TrafficMinutes",
                columns: new[] { "EndpointId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Rollouts");

            migrationBuilder.DropTable(
                name: "TrafficMinutes");

            migrationBuilder.DropIndex(
                name: "IX_PredictionLog_EndpointId_EntityId",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "Rollout",
                table: "TransitionRequests");

            migrationBuilder.DropColumn(
                name: "CallerId",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "EndpointId",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "EntityId",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "Flags",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "RouteId",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "ShadowOfId",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "Warnings",
                table: "PredictionLog");

            migrationBuilder.DropColumn(
                name: "DeploymentId",
                table: "ModelEndpoints");

            migrationBuilder.DropColumn(
                name: "HumilityRules",
                table: "ModelEndpoints");

            migrationBuilder.DropColumn(
                name: "SamplePercent",
                table: "EndpointRoutes");
        }
    }
}
