using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class EndpointsMigrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [SqliteFact]
    public async Task Migrate_ModelsWithAndWithoutLogSettings_GetEndpointsThatKeepThem()
    {
        await using var workbench = await TestWorkbench.StartAsync(prepare: false);
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);
        await db.GetService<IMigrator>().MigrateAsync("Events", Token);
        var (churn, fraud) = (ModelOf("Churn"), ModelOf("fraud"));
        db.AddRange(churn, fraud);
        await db.SaveChangesAsync(Token);
        await db.Database.ExecuteSqlAsync($"INSERT INTO EndpointLogPolicies (ModelId, WhenFull, RetentionDays) VALUES ({churn.Id}, 'Wait', 30)", Token);

        await db.Database.MigrateAsync(Token);

        var endpoints = await db.ModelEndpoints.AsNoTracking().Include(row => row.Routes).OrderBy(row => row.Name).ToListAsync(Token);
        Assert.Equal([("Churn", churn.Id), ("fraud", fraud.Id)], endpoints.Select(row => (row.Name, row.ModelId)));
        Assert.Equal([(LogWhenFull.Wait, 30), (LogWhenFull.Drop, null)], endpoints.Select(row => (row.WhenLogFull, row.LogRetentionDays)));
        Assert.All(endpoints, row => Assert.Equal((RouteMode.Live, null, 100.0), Assert.Single(row.Routes.Select(route => (route.Mode, route.VersionId, route.Weight)))));
        Assert.All(endpoints, row => Assert.Equal((row.Name.ToLowerInvariant(), ProjectScope.Default.Id), (row.Spelling, row.ProjectId)));
    }

    private static RegisteredModel ModelOf(string name) => new() { Id = Guid.CreateVersion7(), ProjectId = ProjectScope.Default.Id, Name = name };
}
