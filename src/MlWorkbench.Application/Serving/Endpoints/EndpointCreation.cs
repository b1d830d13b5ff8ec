using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Registry;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>Adds endpoints to models, for example for another audience. Each model has one of its own name from the start.</summary>
public sealed class EndpointCreation(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Adds an endpoint that answers from the model's version in Production, and returns its name.</summary>
    /// <exception cref="WorkbenchException">The right is missing, the model does not exist, or the name is invalid or taken.</exception>
    public async Task<string> CreateAsync(Actor actor, string? name, string? model, CancellationToken cancellationToken)
    {
        var kept = RegistryNames.CheckEndpoint(name ?? "");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Operate, "create endpoints", cancellationToken);
        var row = await db.RegisteredModels.SingleOrDefaultAsync(candidate => candidate.ProjectId == current.Project.Id && candidate.Name == model, cancellationToken)
            ?? throw WorkbenchException.NotFound($"model '{model}'");
        await NameRules.RequireFreeAsync(db.ModelEndpoints.Where(candidate => candidate.ProjectId == current.Project.Id), kept, "endpoint", cancellationToken);
        var endpoint = ModelEndpoint.Of(row, kept, clock.GetUtcNow().UtcDateTime);
        db.ModelEndpoints.Add(endpoint);
        await changes.RecordAsync(db, current, ServingEvents.Of(endpoint), new ServingEvents.Created(kept, row.Name), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return kept;
    }
}
