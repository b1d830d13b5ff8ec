using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>Keeps protected aliases assigned to the version in Production, in the caller's transaction.</summary>
public sealed class ProductionAliases(ChangeLog changes)
{
    /// <summary>Assigns every protected alias of the model to the version, or deletes them if Production is empty. The caller saves.</summary>
    internal async Task FollowAsync(WorkbenchDbContext db, Actor actor, RegisteredModel model, ModelVersion? production, CancellationToken cancellationToken)
    {
        var aliases = await db.ModelAliases.Where(alias => alias.ModelId == model.Id).ToListAsync(cancellationToken);
        foreach (var name in model.ProtectedAliases)
        {
            var alias = aliases.SingleOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
            if (production is not null)
            {
                await PointAsync(db, actor, model, name, alias, production, cancellationToken);
            }
            else if (alias is not null)
            {
                db.ModelAliases.Remove(alias);
                await changes.RecordAsync(db, actor, RegistryEvents.Of(model), new RegistryEvents.AliasDeleted(name, WithProduction: true), cancellationToken);
            }
        }
    }

    private async Task PointAsync(WorkbenchDbContext db, Actor actor, RegisteredModel model, string name, ModelAlias? alias, ModelVersion production, CancellationToken cancellationToken)
    {
        if (alias?.ModelVersionId == production.Id)
        {
            return;
        }

        alias ??= db.ModelAliases.Add(new ModelAlias { Id = Guid.CreateVersion7(), ModelId = model.Id, Name = name, ModelVersionId = production.Id }).Entity;
        alias.ModelVersionId = production.Id;
        await changes.RecordAsync(db, actor, RegistryEvents.Of(model),
            new RegistryEvents.AliasSet(name, production.Number, WithProduction: true), cancellationToken);
    }
}
