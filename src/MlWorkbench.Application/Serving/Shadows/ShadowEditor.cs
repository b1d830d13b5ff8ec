using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Shadows;

/// <summary>Adds and removes the shadows of endpoints, and reads their comparisons.</summary>
public sealed class ShadowEditor(IDbContextFactory<WorkbenchDbContext> contexts, ModelCache models, ChangeLog changes)
{
    private const int MostShadows = 5;

    /// <summary>Lets the version repeat a share of the endpoint's calls, or changes the share.</summary>
    /// <exception cref="WorkbenchException">The right is missing, the endpoint or version does not exist, or the share is out of range.</exception>
    public async Task SetAsync(Actor actor, string endpoint, int version, double samplePercent, CancellationToken cancellationToken)
    {
        if (samplePercent is not (>= 0 and <= 100))
        {
            throw WorkbenchException.Invalid("sample_invalid", string.Create(CultureInfo.InvariantCulture,
                $"'samplePercent' is {samplePercent}; it must be from 0 to 100."), column: "samplePercent");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        actor.Require(Permission.Operate, "change the shadows of endpoints");
        var (row, subject) = await FindAsync(db, actor, endpoint, version, cancellationToken);
        // A damaged package is refused here, and not at each call.
        await models.GetAsync(subject.PackageDigest, cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Operate, "change the shadows of endpoints", cancellationToken);
        var shadows = await db.EndpointRoutes.Where(route => route.EndpointId == row.Id && route.Mode == RouteMode.Shadow).ToListAsync(cancellationToken);
        var shadow = shadows.Find(route => route.VersionId == subject.Id);
        var before = shadow?.SamplePercent ?? 0;
        if (shadow is null)
        {
            if (shadows.Count >= MostShadows)
            {
                throw WorkbenchException.Conflict("shadows_many", $"Endpoint '{endpoint}' has {MostShadows} shadows, which is the limit. Remove one first.");
            }

            shadow = new EndpointRoute { Id = Guid.CreateVersion7(), EndpointId = row.Id, Mode = RouteMode.Shadow, VersionId = subject.Id };
            db.EndpointRoutes.Add(shadow);
        }
        else if (before == samplePercent)
        {
            return;
        }

        shadow.SamplePercent = samplePercent;
        await changes.RecordAsync(db, current, ServingEvents.Of(row), new ServingEvents.ShadowSet(version, before, samplePercent), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <exception cref="WorkbenchException">The right is missing, or the version is not a shadow of the endpoint.</exception>
    public async Task RemoveAsync(Actor actor, string endpoint, int version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Operate, "change the shadows of endpoints", cancellationToken);
        var (row, subject) = await FindAsync(db, current, endpoint, version, cancellationToken);
        var shadow = await db.EndpointRoutes
            .SingleOrDefaultAsync(route => route.EndpointId == row.Id && route.Mode == RouteMode.Shadow && route.VersionId == subject.Id, cancellationToken)
            ?? throw WorkbenchException.NotFound($"shadow of version {version} on endpoint '{endpoint}'");
        db.EndpointRoutes.Remove(shadow);
        await changes.RecordAsync(db, current, ServingEvents.Of(row), new ServingEvents.ShadowRemoved(version), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Compares the shadow with the answers to the same rows, since it was first added. Differences remain readable after its removal.</summary>
    /// <exception cref="WorkbenchException">The endpoint or version does not exist.</exception>
    public async Task<ShadowComparison> CompareAsync(Actor actor, string endpoint, int version, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see the shadows of endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (row, subject) = await FindAsync(db, actor, endpoint, version, cancellationToken);
        var sample = await db.EndpointRoutes
            .Where(route => route.EndpointId == row.Id && route.Mode == RouteMode.Shadow && route.VersionId == subject.Id)
            .Select(route => (double?)route.SamplePercent)
            .SingleOrDefaultAsync(cancellationToken);
        var totals = await TrafficTotals.ReadAsync(db, row.Id, subject.Id, RouteMode.Shadow, DateTime.MinValue, cancellationToken);
        return sample is null && totals.Rows == 0
            ? throw WorkbenchException.NotFound($"shadow of version {version} on endpoint '{endpoint}'")
            : ShadowComparison.Of(version, sample ?? 0, totals);
    }

    private static async Task<(ModelEndpoint Endpoint, ModelVersion Version)> FindAsync(
        WorkbenchDbContext db, Actor actor, string endpoint, int version, CancellationToken cancellationToken)
    {
        var row = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken);
        return (row, await db.ModelVersions.AsNoTracking().SingleByNumberAsync(actor.Project, row.Model!.Name, version, cancellationToken));
    }
}
