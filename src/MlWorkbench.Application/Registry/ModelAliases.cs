using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry;

/// <summary>Points aliases at versions.</summary>
public sealed class ModelAliases(IDbContextFactory<WorkbenchDbContext> contexts, AuditLog audit)
{
    /// <summary>Makes the alias, or moves it.</summary>
    /// <exception cref="WorkbenchException">The alias cannot be used, or there is no such model or version.</exception>
    public async Task SetAsync(Actor actor, string modelName, string alias, int number, CancellationToken cancellationToken)
    {
        actor.Require(Permission.ManageModels, "set aliases");
        var name = RegistryNames.CheckAlias(alias);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var version = await db.ModelVersions.SingleByNumberAsync(modelName, number, cancellationToken);
        var row = await db.ModelAliases.SingleOrDefaultAsync(candidate => candidate.ModelId == version.ModelId && candidate.Name == name, cancellationToken);
        if (row is null)
        {
            db.ModelAliases.Add(new ModelAlias { Id = Guid.CreateVersion7(), ModelId = version.ModelId, Name = name, ModelVersionId = version.Id });
        }
        else
        {
            row.ModelVersionId = version.Id;
        }

        await audit.AppendAsync(db, actor, "alias.set", "model", version.ModelId.ToString(), version.Model!.Name, $"{name} = version {number}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
